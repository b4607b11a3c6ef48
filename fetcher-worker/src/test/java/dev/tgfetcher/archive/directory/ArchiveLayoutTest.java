package dev.tgfetcher.archive.directory;

import static dev.tgfetcher.archive.TestingDays.DATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveLayoutTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a\\b", ".locks", "@name", "a\0b", "имя"})
  void a_name_that_is_no_chat_s_is_refused(String chat) {
    assertThatThrownBy(() -> new ArchiveLayout(root).dayFile(chat, DATE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ru_python", "-1001234567890", "channel_17"})
  void a_chat_s_name_is_its_folder(String chat) {
    assertThat(new ArchiveLayout(root).dayFile(chat, DATE))
        .isEqualTo(root.resolve(chat).resolve("2025-11-07.json"));
  }

  @Test
  void two_spellings_of_a_path_are_one_layout() {
    assertThat(new ArchiveLayout(root.resolve("x").resolve("..")))
        .isEqualTo(new ArchiveLayout(root));
  }
}
