package dev.tgfetcher.emulator.tl;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values from bytes by a schema. Inside {@code invokeWithLayer} it reads by the schema of
 * that layer.
 */
public final class TlReader {
  private static final int INVOKE_WITH_LAYER = 0xda9b0d0d;

  private TlSchema schema;
  private final ByteBuffer buffer;

  public TlReader(TlSchema schema, byte[] bytes) {
    this(schema, bytes, 0, bytes.length);
  }

  public TlReader(TlSchema schema, byte[] bytes, int offset, int length) {
    this.schema = schema;
    this.buffer = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  public boolean isKnown() {
    return buffer.remaining() >= 4 && schema.has(buffer.getInt(buffer.position()));
  }

  /** The schema of the object that was read last. */
  public TlSchema schema() {
    return schema;
  }

  public int remaining() {
    return buffer.remaining();
  }

  public int readInt() {
    return buffer.getInt();
  }

  public long readLong() {
    return buffer.getLong();
  }

  public byte[] readRaw(int length) {
    if (length < 0 || length > buffer.remaining()) {
      throw new TlException("bytes end too early");
    }
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  public byte[] readBytes() {
    int length = buffer.get() & 0xff;
    int header = 1;
    if (length >= 254) {
      length = (buffer.getShort() & 0xffff) | (buffer.get() & 0xff) << 16;
      header = 4;
    }
    byte[] bytes = readRaw(length);
    readRaw(-(header + length) & 3);
    return bytes;
  }

  /** Reads an object that begins with its constructor id. */
  public TlObject readObject() {
    try {
      return readBoxed();
    } catch (BufferUnderflowException e) {
      throw new TlException("bytes end too early");
    }
  }

  private TlObject readBoxed() {
    int id = readInt();
    if (id == GzipPacked.ID) {
      return readPacked(new TlReader(schema, GzipPacked.unpack(readBytes())));
    }
    TlConstructor constructor = schema.constructor(id);
    if (id == INVOKE_WITH_LAYER) {
      schema = TlSchema.telegram(buffer.getInt(buffer.position()));
    }
    return readFields(constructor);
  }

  private TlObject readPacked(TlReader unpacked) {
    TlObject object = unpacked.readBoxed();
    schema = unpacked.schema;
    return object;
  }

  private TlObject readFields(TlConstructor constructor) {
    TlObject object = new TlObject(constructor);
    int[] flags = new int[constructor.fields.length];
    for (int i = 0; i < constructor.fields.length; i++) {
      TlField field = constructor.fields[i];
      if (field.type().kind() == TlFieldType.Kind.FLAGS) {
        flags[i] = readInt();
      } else if (!field.isOptional() || (flags[field.flags()] >> field.bit() & 1) != 0) {
        object.values[i] = read(field.type());
      }
    }
    return object;
  }

  private Object read(TlFieldType type) {
    return switch (type.kind()) {
      case INT -> readInt();
      case LONG -> readLong();
      case DOUBLE -> Double.longBitsToDouble(readLong());
      case STRING -> new String(readBytes(), StandardCharsets.UTF_8);
      case BYTES -> readBytes();
      case INT128 -> readRaw(16);
      case INT256 -> readRaw(32);
      case BOOL -> readInt() == TlWriter.BOOL_TRUE;
      case VECTOR -> readVector(type.elementType());
      case BARE_VECTOR -> readBareVector(type.elementType());
      case OBJECT -> readBoxed();
      case TRUE, FLAGS -> true;
    };
  }

  private List<Object> readVector(TlFieldType element) {
    if (readInt() != TlWriter.VECTOR) {
      throw new TlException("expected a vector");
    }
    int size = sizeOf();
    List<Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(read(element));
    }
    return values;
  }

  private List<Object> readBareVector(TlFieldType element) {
    int size = sizeOf();
    List<Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(readFields(schema.constructor(element.name())));
    }
    return values;
  }

  private int sizeOf() {
    int size = readInt();
    if (size < 0 || size > buffer.remaining()) {
      throw new TlException("vector of " + size + " elements exceeds the remaining bytes");
    }
    return size;
  }
}
