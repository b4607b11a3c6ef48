package dev.tgfetcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistypedTest {
  @ParameterizedTest
  @CsvSource({"push,push,0", "psuh,push,1", "pus,push,1", "pushh,push,1", "pish,push,1", "a,xyz,3"})
  void edits_are_counted(String from, String to, int edits) {
    assertThat(Mistyped.edits(from, to)).isEqualTo(edits);
    assertThat(Mistyped.edits(to, from)).isEqualTo(edits);
  }

  @ParameterizedTest
  @CsvSource({"evnets,events", "--flolow=1,--follow", "wrker,worker"})
  void the_nearest_word_is_meant(String argument, String meant) {
    List<String> known = List.of("events", "worker", "-f", "--follow");

    assertThat(new Mistyped(argument, known).meant()).contains(meant);
  }
}
