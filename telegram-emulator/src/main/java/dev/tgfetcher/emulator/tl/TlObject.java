package dev.tgfetcher.emulator.tl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a constructor, or a call of a method, with fields by name. The writer derives the
 * flags from the optional fields that are set.
 */
public final class TlObject {
  final TlConstructor constructor;
  final @Nullable Object[] values;

  TlObject(TlConstructor constructor) {
    this.constructor = constructor;
    this.values = new @Nullable Object[constructor.fields.length];
  }

  public String name() {
    return constructor.name;
  }

  public boolean is(String name) {
    return constructor.name.equals(name);
  }

  /** Sets a field; null and false leave an optional field out. */
  public TlObject set(String field, @Nullable Object value) {
    values[constructor.indexOf(field)] = value;
    return this;
  }

  public boolean has(String field) {
    return values[constructor.indexOf(field)] != null;
  }

  public int integer(String field) {
    return (Integer) value(field);
  }

  /** The field's value, or zero when it is absent. */
  public int integerOrZero(String field) {
    return has(field) ? integer(field) : 0;
  }

  public long number(String field) {
    return (Long) value(field);
  }

  public boolean flag(String field) {
    return Boolean.TRUE.equals(values[constructor.indexOf(field)]);
  }

  public String string(String field) {
    return (String) value(field);
  }

  public byte[] bytes(String field) {
    return (byte[]) value(field);
  }

  public TlObject object(String field) {
    return (TlObject) value(field);
  }

  /** The elements of a vector: boxed numbers, strings or objects, depending on the schema. */
  @SuppressWarnings("unchecked")
  public <T> List<T> list(String field) {
    return (List<T>) value(field);
  }

  private Object value(String field) {
    Object value = values[constructor.indexOf(field)];
    if (value == null) {
      throw new TlException(constructor.name + "." + field + " is absent");
    }
    return value;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(constructor.name).append('{');
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        text.append(constructor.fields[i].name()).append('=').append(values[i]).append(' ');
      }
    }
    return text.append('}').toString();
  }
}
