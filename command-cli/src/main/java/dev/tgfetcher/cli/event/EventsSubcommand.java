package dev.tgfetcher.cli.event;

import dev.tgfetcher.cli.option.CompletionCandidates;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.option.CountConverter;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.option.TimeArgument;
import dev.tgfetcher.cli.redis.RedisTime;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
      "  tg-fetcher events --command-id 0b9c3f5e-1c1a-4d6c-8a53-0d9c6bd5b1ac",
      "  tg-fetcher events --since yesterday --until today --limit 20",
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
          "Nothing older: 1h30m, yesterday, 2025-11-07 or 2025-11-07T10:30:00Z (default: all kept"
              + " events, or with --follow only new ones).")
  private @Nullable TimeArgument since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "Nothing newer, in the same format.")
  private @Nullable TimeArgument until;

  @Option(
      names = "--command-id",
      paramLabel = "ID",
      description = "Only of this command and its parts: a command or correlation id.")
  private List<String> commandIds = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "The newest N; with --follow, end after N events.")
  private @Nullable Integer limit;

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
    if (follow && until != null) {
      throw CliException.wrongUsage("--follow prints new events: leave out --until");
    }
    try (RedisConnection redis = connection.connect();
        EventTail tail = tail(redis, keys)) {
      Instant now = RedisTime.now(redis);
      EventFilter filter =
          EventFilter.of(chats, names, commandIds, until == null ? null : until.before(now));
      if (follow) {
        follow(tail, filter);
      } else {
        printKept(tail, filter);
      }
    }
    return ExitCode.DONE;
  }

  private void printKept(EventTail tail, EventFilter filter) {
    Deque<String> newest = new ArrayDeque<>();
    tail.readKept(
        event -> {
          if (!filter.matches(EventLine.parse(event))) {
            return;
          }
          if (limit == null) {
            print(event);
            return;
          }
          newest.add(event);
          if (newest.size() > limit) {
            newest.remove();
          }
        });
    newest.forEach(this::print);
  }

  private void follow(EventTail tail, EventFilter filter) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(limit == null ? Integer.MAX_VALUE : limit);
    Consumer<String> printer =
        event -> {
          if (filter.matches(EventLine.parse(event)) && left.getAndDecrement() > 0) {
            print(event);
          }
        };
    tail.readKept(printer);
    // An error means that the reader has closed the pipe, as head does.
    while (left.get() > 0 && !spec.commandLine().getOut().checkError()) {
      tail.readNew(printer);
    }
  }

  private EventTail tail(RedisConnection redis, RedisKeys keys) {
    if (since != null) {
      return EventTail.since(redis, keys, since.before(RedisTime.now(redis)));
    }
    return follow ? EventTail.fromNow(redis, keys) : EventTail.ofAll(redis, keys);
  }

  private void print(String event) {
    EventLine line = EventLine.parse(event);
    output.printRow(spec.commandLine().getOut(), line.event(), line.text());
  }
}
