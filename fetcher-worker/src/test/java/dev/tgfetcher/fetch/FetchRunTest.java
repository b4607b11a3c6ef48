package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchRunTest {
  private static final Instant FIRST_SEEN = Instant.parse("2025-11-08T10:30:00Z");

  private static FetchRun run(boolean ranBefore) {
    FetchCommand command =
        ((ParsedCommand.Valid)
                CommandParser.parse(
                    "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"incremental\"}"))
            .command();
    return new FetchRun(
        command,
        FIRST_SEEN,
        FIRST_SEEN,
        FIRST_SEEN,
        ranBefore,
        Map.of(),
        new Silent(),
        days -> MarkedDays.NONE);
  }

  private static final class Silent implements RunReporter {
    @Override
    public Settlement announce(LocalDate day, Event event) {
      return Settlement.DONE;
    }

    @Override
    public Settlement fanOut(List<FetchCommand> parts) {
      return Settlement.DONE;
    }

    @Override
    public void publish(Event event) {}

    @Override
    public boolean isOwned() {
      return true;
    }
  }

  /** The clock of the worker that wrote the file may be behind that of Redis. */
  @ParameterizedTest
  @CsvSource({
    "2025-11-08T10:28:59Z, true",
    "2025-11-08T10:29:00Z, false",
    "2025-11-08T10:30:00Z, false",
    "2025-11-08T10:31:00Z, false"
  })
  void a_file_is_older_than_a_run_by_more_than_clocks_may_differ(Instant fetchedAt, boolean older) {
    assertThat(run(true).beganAfter(fetchedAt)).isEqualTo(older);
  }

  @Test
  void a_run_without_an_earlier_attempt_has_written_no_file() {
    assertThat(run(false).beganAfter(FIRST_SEEN)).isTrue();
  }
}
