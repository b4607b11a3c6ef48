package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.option.CommandFilterOptions;
import dev.tgfetcher.cli.option.CompletionCandidates;
import dev.tgfetcher.cli.option.PeriodOptions;
import dev.tgfetcher.schema.event.ErrorType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that filter dead letters. */
final class LetterFilterOptions {
  @Option(
      names = "--error-type",
      paramLabel = "TYPE",
      split = ",",
      converter = ErrorTypeConverter.class,
      completionCandidates = CompletionCandidates.ErrorTypes.class,
      description = "Only these error types, such as chat_not_found or access_denied.")
  private List<ErrorType> errorTypes = List.of();

  @Mixin private CommandFilterOptions commands = new CommandFilterOptions();
  @Mixin private PeriodOptions died = new PeriodOptions();

  boolean isEmpty() {
    return errorTypes.isEmpty() && commands.isEmpty() && died.isEmpty();
  }

  LetterFilter filter(Instant now) {
    return new LetterFilter(commands.filter(), Set.copyOf(errorTypes), died.period(now));
  }

  /** The options as they would be typed, with absolute times. */
  String text(Instant now) {
    return Stream.of(
            errorTypes.stream().map(type -> "--error-type " + type.wireName()),
            commands.arguments(),
            died.arguments(now))
        .flatMap(arguments -> arguments)
        .collect(Collectors.joining(" "));
  }

  /** Converts the name of an error type in JSON. */
  static final class ErrorTypeConverter implements ITypeConverter<ErrorType> {
    @Override
    public ErrorType convert(String word) {
      return Arrays.stream(ErrorType.values())
          .filter(type -> type.wireName().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + word + "' is no error type: use one of " + words()));
    }

    private static String words() {
      return Arrays.stream(ErrorType.values())
          .map(ErrorType::wireName)
          .collect(Collectors.joining(", "));
    }
  }
}
