package dev.tgfetcher.cli.option;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.command.Strategy;
import dev.tgfetcher.schema.event.BatchCompleted;
import dev.tgfetcher.schema.event.CommandCompleted;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.FetchFailed;
import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.FetchStarted;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The values that shells offer for options whose type is no enum. */
public final class CompletionCandidates {
  private CompletionCandidates() {}

  static final class Modes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("date", "days", "range", "yesterday", "full", "incremental").iterator();
    }
  }

  static final class Strategies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Strategy.values()).map(Strategy::wireName).iterator();
    }
  }

  public static final class ErrorTypes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ErrorType.values()).map(ErrorType::wireName).iterator();
    }
  }

  public static final class MethodClasses implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return MethodClass.limited().stream().map(MethodClass::wireName).iterator();
    }
  }

  public static final class Events implements Iterable<String> {
    public static final List<String> NAMES =
        List.of(
            MessagesFetched.NAME,
            FetchStarted.NAME,
            FetchProgress.NAME,
            FetchSkipped.NAME,
            FetchFailed.NAME,
            CommandDeadLettered.NAME,
            CommandCompleted.NAME,
            BatchCompleted.NAME);

    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }
}
