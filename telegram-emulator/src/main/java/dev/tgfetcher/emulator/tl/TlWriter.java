package dev.tgfetcher.emulator.tl;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes values as bytes, into a buffer that grows and can be reused. */
public final class TlWriter {
  static final int VECTOR = 0x1cb5c415;
  static final int BOOL_TRUE = 0x997275b5;
  static final int BOOL_FALSE = 0xbc799737;

  private TlSchema schema = TlSchema.telegram();
  private ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);

  /** Discards the content and keeps the buffer. */
  public TlWriter reset() {
    buffer.clear();
    return this;
  }

  /** Writes the following objects as clients of a layer know them. */
  public TlWriter schema(TlSchema ofLayer) {
    schema = ofLayer;
    return this;
  }

  public int size() {
    return buffer.position();
  }

  /** The buffer itself. It is valid up to {@link #size}, and until the next write. */
  public byte[] array() {
    return buffer.array();
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer.array(), size());
  }

  public TlWriter writeInt(int value) {
    reserve(4).putInt(value);
    return this;
  }

  public TlWriter writeLong(long value) {
    reserve(8).putLong(value);
    return this;
  }

  public TlWriter writeRaw(byte[] bytes) {
    return writeRaw(bytes, 0, bytes.length);
  }

  public TlWriter writeRaw(byte[] bytes, int offset, int length) {
    reserve(length).put(bytes, offset, length);
    return this;
  }

  /** Reserves bytes that are filled in later. */
  public TlWriter skip(int length) {
    reserve(length).position(buffer.position() + length);
    return this;
  }

  /** Overwrites four bytes at a position. */
  public void putInt(int position, int value) {
    buffer.putInt(position, value);
  }

  /** Overwrites eight bytes at a position. */
  public void putLong(int position, long value) {
    buffer.putLong(position, value);
  }

  public TlWriter writeBytes(byte[] bytes) {
    int header = bytes.length < 254 ? 1 : 4;
    reserve(header + bytes.length + 3);
    if (header == 1) {
      buffer.put((byte) bytes.length);
    } else {
      buffer.putInt(bytes.length << 8 | 254);
    }
    buffer.put(bytes);
    for (int i = header + bytes.length; i % 4 != 0; i++) {
      buffer.put((byte) 0);
    }
    return this;
  }

  /** Writes an object, a boolean, a number, or a list of such. */
  public TlWriter writeBoxed(Object value) {
    if (value instanceof TlObject object) {
      TlObject known = schema.translate(object);
      return writeInt(known.constructor.id).writeFields(known);
    }
    if (value instanceof Boolean bool) {
      return writeInt(bool ? BOOL_TRUE : BOOL_FALSE);
    }
    if (value instanceof Long number) {
      return writeLong(number);
    }
    if (value instanceof Integer number) {
      return writeInt(number);
    }
    if (value instanceof List<?> list) {
      writeInt(VECTOR).writeInt(list.size());
      list.forEach(this::writeBoxed);
      return this;
    }
    throw new TlException("cannot write " + value.getClass());
  }

  private TlWriter writeFields(TlObject object) {
    TlField[] fields = object.constructor.fields;
    int[] flags = new int[fields.length];
    for (int i = 0; i < fields.length; i++) {
      TlField field = fields[i];
      Object value = object.values[i];
      if (field.type().kind() == TlFieldType.Kind.FLAGS) {
        flags[i] = flags(object, i);
        writeInt(flags[i]);
      } else if (value != null) {
        write(field.type(), value);
      } else if (isMissing(field, flags)) {
        throw new TlException(object.name() + "." + field.name() + " is missing");
      }
    }
    return this;
  }

  private static boolean isMissing(TlField field, int[] flags) {
    return !field.isOptional()
        || (field.type().kind() != TlFieldType.Kind.TRUE
            && (flags[field.flags()] >> field.bit() & 1) != 0);
  }

  private static int flags(TlObject object, int flagsIndex) {
    int flags = 0;
    TlField[] fields = object.constructor.fields;
    for (int i = flagsIndex + 1; i < fields.length; i++) {
      boolean governed = fields[i].flags() == flagsIndex;
      if (governed && object.values[i] != null && !isFalse(fields[i], object.values[i])) {
        flags |= 1 << fields[i].bit();
      }
    }
    return flags;
  }

  private static boolean isFalse(TlField field, @Nullable Object value) {
    return field.type().kind() == TlFieldType.Kind.TRUE && Boolean.FALSE.equals(value);
  }

  private void write(TlFieldType type, Object value) {
    switch (type.kind()) {
      case INT -> writeInt((Integer) value);
      case LONG -> writeLong((Long) value);
      case DOUBLE -> writeLong(Double.doubleToRawLongBits((Double) value));
      case STRING -> writeBytes(((String) value).getBytes(StandardCharsets.UTF_8));
      case BYTES -> writeBytes((byte[]) value);
      case INT128, INT256 -> writeRaw((byte[]) value);
      case BOOL -> writeInt((Boolean) value ? BOOL_TRUE : BOOL_FALSE);
      case VECTOR -> writeVector(type.elementType(), (List<?>) value);
      case BARE_VECTOR -> writeBareVector((List<?>) value);
      case OBJECT -> writeBoxed(value);
      case TRUE, FLAGS -> {}
    }
  }

  private void writeVector(TlFieldType element, List<?> values) {
    writeInt(VECTOR).writeInt(values.size());
    for (Object value : values) {
      write(element, value);
    }
  }

  private void writeBareVector(List<?> values) {
    writeInt(values.size());
    for (Object value : values) {
      writeFields((TlObject) value);
    }
  }

  private ByteBuffer reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
      ByteBuffer larger = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
      buffer = larger.put(buffer.flip());
    }
    return buffer;
  }
}
