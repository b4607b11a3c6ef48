package dev.tgfetcher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter out = new StringWriter();

  private List<String> shown(int columns, int rows) {
    return new FakeTerminal(columns, rows).write(out.toString()).lines();
  }

  @Test
  void a_shorter_frame_leaves_nothing_of_a_longer_one() {
    Screen screen = Screen.open(new PrintWriter(out));
    screen.draw(List.of("a long first line", "second", "third"), 20, 5);
    screen.draw(List.of("short", "2"), 20, 5);

    assertThat(shown(20, 5)).containsExactly("short", "2");
    screen.close();
    assertThat(new FakeTerminal(20, 5).write(out.toString()).isRestored()).isTrue();
  }

  @Test
  void text_that_does_not_fit_is_cut_off_and_moves_nothing() {
    Screen screen = Screen.open(new PrintWriter(out));
    List<String> lines = List.of("0123456789 and more", "second", "third", "fourth");
    screen.draw(lines, 10, 3);
    screen.draw(lines, 10, 3);

    assertThat(shown(10, 3)).containsExactly("012345678", "second", "third");
  }

  @Test
  void a_frame_is_written_in_one_piece_and_never_wipes_the_whole_screen_first() {
    Screen screen = Screen.open(new PrintWriter(out));
    int before = out.getBuffer().length();
    screen.draw(List.of("x"), 10, 3);

    assertThat(out.toString().substring(before)).startsWith("\u001b[Hx").doesNotContain("[2J");
  }
}
