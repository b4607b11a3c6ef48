package dev.tgfetcher.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QrPictureTest {
  private static final String LINK = "tg://login?token=AQIDBAUGBwgJCgsMDQ4PEA";
  private static final int MARGIN = 2;

  @Test
  void it_is_square_with_a_light_margin() {
    List<String> lines = QrPicture.of(LINK).render(false).lines().toList();
    int width = lines.get(0).length();

    assertThat(lines).allMatch(line -> line.length() == width).hasSize((width + 1) / 2);
    assertThat(lines.get(0)).containsOnlyOnce("█".repeat(width));
    assertThat(lines).allMatch(line -> line.startsWith("██") && line.endsWith("██"));
  }

  @Test
  void three_corners_have_the_finder_pattern() {
    int last = size() - 7;

    assertThat(finderAt(0, 0)).isTrue();
    assertThat(finderAt(last, 0)).isTrue();
    assertThat(finderAt(0, last)).isTrue();
    assertThat(finderAt(last, last)).isFalse();
  }

  @Test
  void colours_are_set_on_request() {
    assertThat(QrPicture.of(LINK).render(true).lines())
        .allMatch(line -> line.startsWith("\u001b[97;40m") && line.endsWith("\u001b[0m"));
  }

  private static int size() {
    return QrPicture.of(LINK).render(false).lines().toList().get(0).length() - 2 * MARGIN;
  }

  /** Seven by seven: a dark ring, a light ring, a dark core. */
  private static boolean finderAt(int column, int row) {
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 7; x++) {
        int ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
        if (isDark(column + x, row + y) != (ring != 2)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isDark(int column, int row) {
    List<String> lines = QrPicture.of(LINK).render(false).lines().toList();
    int y = row + MARGIN;
    char block = lines.get(y / 2).charAt(column + MARGIN);
    char light = y % 2 == 0 ? '▀' : '▄';
    return block != '█' && block != light;
  }
}
