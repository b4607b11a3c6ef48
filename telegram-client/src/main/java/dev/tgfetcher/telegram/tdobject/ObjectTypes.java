package dev.tgfetcher.telegram.tdobject;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The generated classes, which are nested in one outer class. Each is read at its first use. */
final class ObjectTypes {
  private final Class<?> outer;
  private final Class<?> function;
  private final Map<Class<?>, ObjectType> known = new ConcurrentHashMap<>();

  ObjectTypes(Class<?> outer) {
    this.outer = outer;
    this.function = nested("Function");
  }

  /**
   * Finds the class of a JSON object.
   *
   * @throws ObjectMappingException when there is none
   */
  ObjectType named(String jsonName) {
    if (jsonName.isEmpty()) {
      throw new ObjectMappingException("an object has no @type");
    }
    Class<?> type;
    try {
      type = nested(ObjectType.className(jsonName));
    } catch (IllegalStateException e) {
      throw unknown(jsonName);
    }
    if (!isGenerated(type)) {
      throw unknown(jsonName);
    }
    return of(type);
  }

  ObjectType of(Class<?> type) {
    return known.computeIfAbsent(type, ObjectType::of);
  }

  boolean isFunction(Object object) {
    return function.isInstance(object);
  }

  private ObjectMappingException unknown(String jsonName) {
    return new ObjectMappingException("this TDLib has no " + jsonName);
  }

  /** A class that stands for several others has no id of a constructor. */
  private static boolean isGenerated(Class<?> type) {
    try {
      return type.getDeclaredField("CONSTRUCTOR").getType() == int.class;
    } catch (NoSuchFieldException e) {
      return false;
    }
  }

  private Class<?> nested(String name) {
    try {
      return Class.forName(outer.getName() + "$" + name, true, outer.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(outer.getName() + " has no " + name, e);
    }
  }
}
