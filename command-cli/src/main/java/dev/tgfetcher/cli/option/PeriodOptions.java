package dev.tgfetcher.cli.option;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that limit a period. */
public final class PeriodOptions {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "Nothing older: 1h30m, 1w, yesterday, 2025-11-07, 2025-11-07T10:30:00Z.")
  private @Nullable TimeArgument since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "Nothing newer, in the same format.")
  private @Nullable TimeArgument until;

  public boolean isEmpty() {
    return since == null && until == null;
  }

  public Period period(Instant now) {
    return new Period(
        since == null ? Instant.EPOCH : since.before(now),
        until == null ? Instant.MAX : until.before(now));
  }

  /** The options as they would be typed, with absolute times. */
  public Stream<String> arguments(Instant now) {
    return Stream.concat(
        Stream.ofNullable(since).map(time -> "--since " + time.before(now)),
        Stream.ofNullable(until).map(time -> "--until " + time.before(now)));
  }
}
