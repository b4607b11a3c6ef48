package dev.tgfetcher.archive.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolLayoutTest {
  @TempDir Path root;

  @Test
  void a_worker_s_name_may_hold_dots_but_not_begin_with_one() {
    SpoolLayout layout = new SpoolLayout(root);

    assertThat(layout.folder("host.lan-17-ab"))
        .isEqualTo(root.resolve(".spool").resolve("host.lan-17-ab"));
    assertThatThrownBy(() -> layout.folder("..")).isInstanceOf(IllegalArgumentException.class);
  }
}
