package dev.tgfetcher.cli.show;

import dev.tgfetcher.cli.event.EventLine;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one command: where it is, its attempts, days, events and dead letter.",
      "ID is a command id, a correlation id, the id of a dead letter, or the beginning of one. A"
          + " whole command id that a worker has taken is found by one request; other searches read"
          + " the results, and at most 100,000 dead letters and queued commands."
    },
    footer = {
      "",
      "With --output json: one {command_id, correlation_id, chat, state, place, worker,",
      "due_at, attempts, interruptions, days, days_skipped, days_incomplete, message_count,",
      "parts, parts_open, batch_id, first_seen, ended_at, last_error, letter_id, payload,",
      "events, logs, notes}.",
      "",
      "Examples:",
      "  tg-fetcher show 0b9c3f5e",
      "  tg-fetcher show nightly-17 --output json | jq .state"
    })
public final class ShowSubcommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Id of a command, or its beginning.")
  private String id = "";

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RedisKeys keys = connection.keys();
    try (RedisConnection redis = connection.connect()) {
      String commandId = new CommandIds(redis, keys).resolve(id);
      CommandView view = new CommandReader(redis, keys).read(commandId);
      output.print(spec.commandLine().getOut(), view, text(view));
    }
    return ExitCode.DONE;
  }

  private static List<String> text(CommandView view) {
    List<String> lines = new ArrayList<>();
    line(lines, "command id", view.commandId());
    line(lines, "correlation id", view.correlationId());
    line(lines, "chat", view.chat());
    line(lines, "state", view.state());
    line(lines, "place", place(view));
    line(lines, "first taken", view.firstSeen());
    line(lines, "ended", view.endedAt());
    line(lines, "failed attempts", view.attempts());
    line(lines, "interruptions", view.interruptions());
    line(lines, "days", days(view));
    line(lines, "messages", view.messageCount());
    line(lines, "parts", parts(view));
    line(lines, "batch", view.batchId());
    line(lines, "last error", view.lastError());
    line(lines, "dead letter", letter(view));
    view.notes().forEach(note -> line(lines, "note", note));
    if (view.payload() != null) {
      lines.addAll(List.of("", "Payload", view.payload()));
    }
    lines.addAll(List.of("", "Events"));
    view.events().forEach(event -> lines.add(new EventLine(event).text()));
    lines.addAll(List.of("", "Log"));
    line(lines, "Loki", view.logs().logql());
    line(lines, "standard output", view.logs().jq());
    return lines;
  }

  private static String place(CommandView view) {
    return switch (view.place()) {
      case "processing" -> "in the hands of worker " + view.worker();
      case "delayed" -> "delayed until " + view.dueAt();
      case "twins" -> "waits for the end of a command with the same payload";
      case "parts" -> "split into parts";
      case "dead_letters" -> "dead letter " + view.letterId();
      default -> view.place();
    };
  }

  private static String days(CommandView view) {
    return view.days()
        + (view.daysSkipped() == 0 ? "" : ", " + view.daysSkipped() + " of them skipped")
        + (view.daysIncomplete() == 0 ? "" : ", " + view.daysIncomplete() + " of them incomplete");
  }

  private static @Nullable String parts(CommandView view) {
    return view.parts() == null ? null : view.partsOpen() + " of " + view.parts() + " open";
  }

  private static @Nullable String letter(CommandView view) {
    return view.letterId() == null ? null : "tg-fetcher dlq show " + view.letterId();
  }

  private static void line(List<String> lines, String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      lines.add(String.format(Locale.ROOT, "%-16s  %s", name, value));
    }
  }
}
