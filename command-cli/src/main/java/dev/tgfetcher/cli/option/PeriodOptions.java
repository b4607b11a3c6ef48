package dev.tgfetcher.cli.option;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when until when. */
public final class PeriodOptions {
  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "Nothing older: 30m, 2h, 2025-11-07 or 2025-11-07T10:30:00Z.")
  private @Nullable TimeArgument since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeArgument.Converter.class,
      description = "Nothing newer, in the same words.")
  private @Nullable TimeArgument until;

  public boolean isEmpty() {
    return since == null && until == null;
  }

  public Period period(Instant now) {
    return new Period(
        since == null ? Instant.EPOCH : since.before(now),
        until == null ? Instant.MAX : until.before(now));
  }

  /** In the words of the command line, with times that mean the same tomorrow. */
  public Stream<String> words(Instant now) {
    return Stream.concat(
        Stream.ofNullable(since).map(moment -> "--since " + moment.before(now)),
        Stream.ofNullable(until).map(moment -> "--until " + moment.before(now)));
  }
}
