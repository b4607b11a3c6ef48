package dev.tgfetcher.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columns_are_as_wide_as_their_widest_text() {
    Table table =
        new Table(List.of("A", "LONG"), List.of(List.of("xyz", "1"), List.of("😀", "22")));

    assertThat(table.render()).isEqualTo("A    LONG\nxyz  1\n😀    22");
  }

  @Test
  void chinese_characters_take_two_columns() {
    Table table =
        new Table(
            List.of("CHAT", "DAYS"), List.of(List.of("新聞频道", "7"), List.of("ru_python", "30")));

    assertThat(table.render()).isEqualTo("CHAT       DAYS\n新聞频道   7\nru_python  30");
  }

  @Test
  void an_empty_last_cell_leaves_no_blanks() {
    Table table = new Table(List.of("A", "B"), List.of(List.of("1", ""), List.of("", "2")));

    assertThat(table.render()).isEqualTo("A  B\n1\n   2");
  }

  @Test
  void a_row_of_another_length_is_refused() {
    assertThatThrownBy(() -> new Table(List.of("A"), List.of(List.of("1", "2"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
