package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.queue.Settlement;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.event.Event;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private static final Instant NOW = Instant.parse("2025-11-08T10:30:00Z");
  private final List<FetchCommand> queued = new ArrayList<>();

  /** A command of some days with a further field of so many bytes. */
  private static FetchCommand command(String from, int bytes) {
    String payload =
        "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"strategy\":\"per_day\",\"from\":\"%s\""
                .formatted(from)
            + ",\"to\":\"2025-11-07\",\"note\":\"%s\"}".formatted("x".repeat(bytes));
    return ((ParsedCommand.Valid) CommandParser.parse(payload)).command();
  }

  private boolean split(FetchCommand command) throws InterruptedException {
    FetchWindow window =
        FetchWindow.resolve(
                command.mode(), LocalDate.of(2025, 11, 8), LocalDate.of(2025, 11, 8), null)
            .orElseThrow();
    FetchRun run =
        new FetchRun(
            command, NOW, NOW, NOW, false, Map.of(), new Queueing(), days -> MarkedDays.NONE);
    return new FanOut(null, null).split(run, window);
  }

  private final class Queueing implements RunReporter {
    @Override
    public Settlement announce(LocalDate day, Event event) {
      return Settlement.DONE;
    }

    @Override
    public Settlement fanOut(List<FetchCommand> parts) {
      queued.addAll(parts);
      return Settlement.DONE;
    }

    @Override
    public void publish(Event event) {}

    @Override
    public boolean isOwned() {
      return true;
    }
  }

  @Test
  void a_command_is_split_into_one_for_each_day() throws InterruptedException {
    assertThat(split(command("2025-11-05", 100))).isTrue();

    assertThat(queued).hasSize(3);
  }

  @Test
  void a_command_whose_parts_would_be_no_valid_commands_is_not_split() throws InterruptedException {
    FetchCommand command = command("2025-11-05", 64 * 1024 - 150);

    assertThat(split(command)).isFalse();

    assertThat(queued).isEmpty();
  }

  @Test
  void a_command_whose_parts_are_too_much_for_one_script_is_not_split()
      throws InterruptedException {
    assertThat(split(command("2017-11-05", 60_000))).isFalse();

    assertThat(queued).isEmpty();
  }
}
