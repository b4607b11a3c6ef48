package dev.tgfetcher.cli.event;

import dev.tgfetcher.cli.option.CompletionCandidates;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.option.TimeArgument;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Prints events: those that Redis has kept, or new ones as they come.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher events --since 2h",
      "  tg-fetcher events --follow --chat ru_python",
      "  tg-fetcher events --follow --event messages_fetched --output json"
    })
public final class EventsSubcommand implements Callable<Integer> {
  @Option(
      names = {"-f", "--follow"},
      description = "Print new events as they come, until interrupted.")
  private boolean follow;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description =
          "30m, 2h, 2025-11-07 or 2025-11-07T10:30:00Z (default: all kept events, or with"
              + " --follow only new ones).")
  private @Nullable TimeArgument since;

  @Option(
      names = "--chat",
      paramLabel = "GLOB",
      description = "Only of these chats; * and ? are wildcards.")
  private List<String> chats = List.of();

  @Option(
      names = "--event",
      paramLabel = "NAME",
      split = ",",
      converter = EventNameConverter.class,
      completionCandidates = CompletionCandidates.Events.class,
      description = "Only events of these names: ${COMPLETION-CANDIDATES}.")
  private List<String> names = List.of();

  @Mixin private ConnectionOptions connection;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  /** Refuses a name that no event has. */
  static final class EventNameConverter implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
      List<String> names = CompletionCandidates.Events.NAMES;
      if (!names.contains(name)) {
        throw new TypeConversionException(
            "'" + name + "' is no event: use one of " + String.join(", ", names));
      }
      return name;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    RedisKeys keys = connection.keys();
    EventFilter filter = EventFilter.of(chats, names);
    try (RedisConnection redis = connection.connect();
        EventTail tail = tail(redis, keys)) {
      tail.readKept(event -> print(filter, event));
      // An error means that the reader has closed the pipe, as head does.
      while (follow && !spec.commandLine().getOut().checkError()) {
        tail.readNew(event -> print(filter, event));
      }
    }
    return ExitCode.DONE;
  }

  private EventTail tail(RedisConnection redis, RedisKeys keys) {
    if (since != null) {
      return EventTail.since(redis, keys, since.before(RedisTime.now(redis)));
    }
    return follow ? EventTail.fromNow(redis, keys) : EventTail.ofAll(redis, keys);
  }

  private void print(EventFilter filter, String event) {
    EventLine line = EventLine.parse(event);
    if (filter.matches(line)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(output.json() ? event : line.text());
      out.flush();
    }
  }
}
