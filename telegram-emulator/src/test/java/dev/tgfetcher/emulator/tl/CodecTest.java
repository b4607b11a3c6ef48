package dev.tgfetcher.emulator.tl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CodecTest {
  private final TlSchema schema =
      new TlSchema(
          """
          pair#00000001 flags:# name:flags.0?string on:flags.1?true left:int right:flags.3?pair = Pair;
          list#00000002 numbers:Vector<long> texts:Vector<string> data:bytes = List;
          ---unserved---
          later#000000ff
          """);

  @Test
  void a_written_object_can_be_read() {
    TlObject inner = schema.make("pair").set("left", -1).set("name", "ünïcode");
    TlObject pair = schema.make("pair").set("left", 7).set("on", true).set("right", inner);

    TlObject read = read(write(pair));

    assertThat(read.integer("left")).isEqualTo(7);
    assertThat(read.flag("on")).isTrue();
    assertThat(read.has("name")).isFalse();
    assertThat(read.object("right").string("name")).isEqualTo("ünïcode");
  }

  @Test
  void bytes_of_every_length_are_padded_to_words() {
    for (int length : new int[] {0, 1, 2, 3, 4, 253, 254, 255, 256, 70_000}) {
      TlObject list =
          schema
              .make("list")
              .set("numbers", List.of(1L, Long.MIN_VALUE))
              .set("texts", List.of("a", ""))
              .set("data", new byte[length]);
      byte[] bytes = write(list);

      assertThat(bytes.length % 4).isZero();
      assertThat(read(bytes).bytes("data")).hasSize(length);
      assertThat(read(bytes).<Long>list("numbers")).containsExactly(1L, Long.MIN_VALUE);
    }
  }

  @Test
  void the_flags_depend_on_the_set_fields() {
    byte[] bytes = write(schema.make("pair").set("left", 1).set("on", false).set("name", "x"));

    assertThat(bytes[4]).isEqualTo((byte) 1);
  }

  @Test
  void a_missing_field_is_named() {
    TlObject pair = schema.make("pair");

    assertThatThrownBy(() -> write(pair)).hasMessage("pair.left is missing");
  }

  @Test
  void one_of_two_fields_under_one_flag_is_refused() {
    TlSchema shared = new TlSchema("both#3 flags:# a:flags.0?int b:flags.0?int = Both;");
    TlObject half = shared.make("both").set("a", 1);

    assertThatThrownBy(() -> write(half)).hasMessage("both.b is missing");
  }

  @Test
  void an_unserved_method_has_a_name() {
    byte[] later = new TlWriter().writeInt(255).toBytes();
    byte[] unknown = new TlWriter().writeInt(254).toBytes();

    assertThatThrownBy(() -> read(later))
        .isInstanceOfSatisfying(
            UnknownConstructorException.class, e -> assertThat(e.isExpected()).isTrue());
    assertThatThrownBy(() -> read(unknown)).hasMessageContaining("fe");
  }

  @Test
  void bytes_that_end_too_early_are_refused() {
    byte[] bytes = write(schema.make("pair").set("left", 1));

    for (int length = 0; length < bytes.length; length++) {
      TlReader reader = new TlReader(schema, bytes, 0, length);
      assertThatThrownBy(reader::readObject).isInstanceOf(TlException.class);
    }
  }

  @Test
  void a_vector_cannot_claim_more_elements_than_there_are_bytes() {
    byte[] bytes = new TlWriter().writeInt(2).writeInt(TlWriter.VECTOR).writeInt(1 << 30).toBytes();

    assertThatThrownBy(() -> read(bytes)).isInstanceOf(TlException.class);
  }

  @Test
  void a_packed_query_in_a_wrapper_is_unpacked() throws IOException {
    byte[] query = write(schema.make("pair").set("left", 5));

    assertThat(readWrapped(zlib(query)).integer("left")).isEqualTo(5);
    assertThat(readWrapped(gzip(query)).integer("left")).isEqualTo(5);
  }

  /** The inner object stands for the query of {@code invokeWithLayer}. */
  private TlObject readWrapped(byte[] packed) {
    byte[] bytes =
        new TlWriter()
            .writeInt(1)
            .writeInt(1 << 3)
            .writeInt(229)
            .writeInt(GzipPacked.ID)
            .writeBytes(packed)
            .toBytes();
    return read(bytes).object("right");
  }

  private static byte[] zlib(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    }
    assertThat(packed.toByteArray()).startsWith(0x78, 0x9c);
    return packed.toByteArray();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void both_schemas_can_be_read() {
    assertThat(TlSchema.telegram().make("message").is("message")).isTrue();
    assertThat(TlSchema.mtproto().make("resPQ").name()).isEqualTo("resPQ");
  }

  private static byte[] write(TlObject object) {
    return new TlWriter().writeBoxed(object).toBytes();
  }

  private TlObject read(byte[] bytes) {
    return new TlReader(schema, bytes).readObject();
  }
}
