package dev.tgfetcher.cli;

import dev.tgfetcher.limit.BudgetBook;
import dev.tgfetcher.schema.CommandDeadLettered;
import dev.tgfetcher.schema.ErrorType;
import dev.tgfetcher.schema.FetchFailed;
import dev.tgfetcher.schema.FetchProgress;
import dev.tgfetcher.schema.FetchSkipped;
import dev.tgfetcher.schema.FetchStarted;
import dev.tgfetcher.schema.MessagesFetched;
import dev.tgfetcher.schema.Strategy;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** What shells offer for values that picocli knows nothing of. */
final class OfferedWords {
  private OfferedWords() {}

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

  static final class ErrorTypes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ErrorType.values()).map(ErrorType::wireName).iterator();
    }
  }

  static final class MethodClasses implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return BudgetBook.classes().stream().map(BudgetBook::name).iterator();
    }
  }

  static final class Events implements Iterable<String> {
    static final List<String> NAMES =
        List.of(
            MessagesFetched.NAME,
            FetchStarted.NAME,
            FetchProgress.NAME,
            FetchSkipped.NAME,
            FetchFailed.NAME,
            CommandDeadLettered.NAME);

    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }
}
