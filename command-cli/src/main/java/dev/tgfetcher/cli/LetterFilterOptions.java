package dev.tgfetcher.cli;

import dev.tgfetcher.cli.deadletter.Glob;
import dev.tgfetcher.cli.deadletter.LetterFilter;
import dev.tgfetcher.schema.ErrorType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which dead letters are meant, by what they say. */
final class LetterFilterOptions {
  @Option(
      names = "--chat",
      paramLabel = "GLOB",
      description = "Only of these chats; * and ? stand for what they do in a shell.")
  private List<String> chats = List.of();

  @Option(
      names = "--error-type",
      paramLabel = "TYPE",
      split = ",",
      converter = ErrorTypeConverter.class,
      description = "Only with these errors, such as chat_not_found or access_denied.")
  private List<ErrorType> errorTypes = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Only what died after this: 30m, 2h, 2025-11-07 or 2025-11-07T10:30:00Z.")
  private @Nullable Moment since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moment.Converter.class,
      description = "Only what died before this.")
  private @Nullable Moment until;

  @Option(
      names = "--requested-by",
      paramLabel = "GLOB",
      description = "Only what these people or schedulers asked for.")
  private List<String> requestedBy = List.of();

  boolean isEmpty() {
    return chats.isEmpty()
        && errorTypes.isEmpty()
        && since == null
        && until == null
        && requestedBy.isEmpty();
  }

  LetterFilter filter(Instant now) {
    Set<ErrorType> types = EnumSet.noneOf(ErrorType.class);
    types.addAll(errorTypes);
    return new LetterFilter(
        chats.stream().map(Glob::ofChat).toList(),
        types,
        since == null ? Instant.MIN : since.before(now),
        until == null ? Instant.MAX : until.before(now),
        requestedBy.stream().map(Glob::of).toList());
  }

  /** In the words of the command line, with times that mean the same tomorrow. */
  String text(Instant now) {
    List<String> words = new ArrayList<>();
    chats.forEach(chat -> words.add("--chat " + chat));
    errorTypes.forEach(type -> words.add("--error-type " + type.wireName()));
    if (since != null) {
      words.add("--since " + since.before(now));
    }
    if (until != null) {
      words.add("--until " + until.before(now));
    }
    requestedBy.forEach(person -> words.add("--requested-by " + person));
    return String.join(" ", words);
  }

  /** Reads options of this type by their words in JSON. */
  static final class ErrorTypeConverter implements ITypeConverter<ErrorType> {
    @Override
    public ErrorType convert(String word) {
      return Arrays.stream(ErrorType.values())
          .filter(type -> type.wireName().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + word + "' is no error type; there are " + words()));
    }

    private static String words() {
      return Arrays.stream(ErrorType.values())
          .map(ErrorType::wireName)
          .collect(Collectors.joining(", "));
    }
  }
}
