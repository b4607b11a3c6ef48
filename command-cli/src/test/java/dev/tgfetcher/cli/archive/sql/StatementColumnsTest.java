package dev.tgfetcher.cli.archive.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementColumnsTest {
  private static Optional<Set<MessageColumn>> columns(String sql) {
    return StatementColumns.of(
        sql, () -> new DuckDBDriver().connect("jdbc:duckdb:", new Properties()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT count(*) FROM messages | ''",
        "SELECT sender_name, count(*) FROM messages GROUP BY ALL | sender_name",
        "SELECT 1 FROM messages WHERE text LIKE '%x%' AND 1 = 0 | text",
        "SELECT \"text\" FROM messages ORDER BY views; | text views",
        "SELECT x FROM (SELECT text AS t, sender_id AS x FROM messages) | sender_id",
        "select d.title, m.Topic from messages m join days d using (chat) | chat topic",
        "SELECT title FROM days | ''"
      })
  void they_are_those_of_the_plan(String sql, String names) {
    assertThat(columns(sql).orElseThrow().stream().map(MessageColumn::sqlName))
        .containsExactly(names.isEmpty() ? new String[0] : names.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DESCRIBE messages",
        "SUMMARIZE messages",
        "PIVOT messages ON media_type USING count(*)",
        "SELECT rowid FROM messages",
        "SELECT 1; SELECT text FROM messages",
        "SELECT nam FROM messages",
        "SELECT * FROM read_text('/etc/hostname')",
        ""
      })
  void without_a_clear_plan_they_are_unknown(String sql) {
    assertThat(columns(sql)).isEmpty();
  }

  @Test
  void the_columns_are_those_of_the_table() throws Exception {
    try (var connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
      MessageTable table = MessageTable.create(connection);
      try (var statement = connection.createStatement();
          var names =
              statement.executeQuery(
                  "SELECT string_agg(column_name, ' ' ORDER BY column_index)"
                      + " FROM duckdb_columns() WHERE table_name = 'messages'")) {
        assertThat(names.next()).isTrue();
        assertThat(names.getString(1))
            .isEqualTo(
                table.columns().stream()
                    .map(MessageColumn::sqlName)
                    .collect(Collectors.joining(" ")));
      }
    }
  }
}
