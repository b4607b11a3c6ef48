package dev.tgfetcher.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.emulator.wire.ServerKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchedTdlibTest {
  @TempDir Path directory;

  @Test
  void both_keys_are_replaced_in_a_copy() throws IOException {
    String key = ServerKey.publicPem().replace("MIIBCgKCAQEA", "MIIBCgKCAQEB");
    String other = "-----BEGIN RSA PUBLIC KEY-----\nshort\n-----END RSA PUBLIC KEY-----";
    Path original = directory.resolve("libtdjson.so");
    String text = "head" + key + "middle" + other + key + "tail";
    Files.writeString(original, text, StandardCharsets.US_ASCII);

    Path copy = PatchedTdlib.patch(original, directory.resolve("copies"));
    Path again = PatchedTdlib.patch(original, directory.resolve("copies"));

    assertThat(again).isEqualTo(copy);
    assertThat(Files.readString(copy)).isEqualTo(text.replace(key, ServerKey.publicPem()));
    assertThat(Files.readString(original)).isEqualTo(text);
    try (var files = Files.list(copy.getParent())) {
      assertThat(files).containsExactly(copy);
    }
  }

  @Test
  void a_file_without_the_keys_is_refused() throws IOException {
    Path original = Files.writeString(directory.resolve("libother.so"), "nothing");

    assertThatThrownBy(() -> PatchedTdlib.patch(original, directory))
        .hasMessageContaining("found 0 RSA keys");
  }
}
