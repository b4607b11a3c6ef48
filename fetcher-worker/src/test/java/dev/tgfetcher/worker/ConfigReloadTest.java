package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReloadTest {
  @TempDir Path folder;
  private final List<String> levels = new ArrayList<>();
  private final ConfigReload reload =
      new ConfigReload(
          () -> Settings.load(Map.of(), folder),
          fresh -> levels.add(fresh.log().logLevel().name()));

  @Test
  void a_changed_file_is_applied() throws Exception {
    Files.writeString(folder.resolve(".env"), "LOG_LEVEL=DEBUG\n");

    reload.run();

    assertThat(levels).containsExactly("DEBUG");
  }

  @Test
  void a_wrong_configuration_changes_nothing() throws Exception {
    Files.writeString(folder.resolve(".env"), "LOG_LEVEL=DEBUG\nRATE_LIMIT_HISTORY=much\n");

    reload.run();

    assertThat(levels).isEmpty();
  }
}
