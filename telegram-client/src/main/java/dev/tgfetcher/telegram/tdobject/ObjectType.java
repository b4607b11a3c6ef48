package dev.tgfetcher.telegram.tdobject;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A generated class.
 *
 * @param name its {@code @type} in JSON
 * @param fields by their names in JSON, in the order of the class
 */
record ObjectType(String name, Constructor<?> constructor, Map<String, Field> fields) {

  static ObjectType of(Class<?> type) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers()) && !Modifier.isStatic(field.getModifiers())) {
        fields.put(snakeCase(field.getName()), field);
      }
    }
    return new ObjectType(jsonName(type.getSimpleName()), emptyConstructor(type), fields);
  }

  /** Returns the simple name of the class with this {@code @type}. */
  static String className(String jsonName) {
    return Character.toUpperCase(jsonName.charAt(0)) + jsonName.substring(1);
  }

  private static String jsonName(String className) {
    return Character.toLowerCase(className.charAt(0)) + className.substring(1);
  }

  /** No name of TDLib has a digit after an underscore, so the way back is exact. */
  static String snakeCase(String camelCase) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < camelCase.length(); i++) {
      char letter = camelCase.charAt(i);
      if (Character.isUpperCase(letter)) {
        name.append('_');
      }
      name.append(Character.toLowerCase(letter));
    }
    return name.toString();
  }

  Object newObject() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the generated class of " + name + " cannot be used", e);
    }
  }

  static void set(Field field, Object object, @Nullable Object value) {
    try {
      field.set(object, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be written", e);
    }
  }

  static @Nullable Object get(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field + " cannot be read", e);
    }
  }

  private static Constructor<?> emptyConstructor(Class<?> type) {
    try {
      return type.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no constructor without arguments", e);
    }
  }
}
