package dev.tgfetcher.cli.audit;

import dev.tgfetcher.telegram.SecretMask;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command line of this process, as a shell takes it again, without secrets. */
public final class TypedLine {
  private static final int LONGEST = 2_000;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private TypedLine() {}

  /** The whole line to which a subcommand belongs; empty if there is none. */
  public static String of(@Nullable CommandSpec subcommand) {
    if (subcommand == null || subcommand.root().commandLine() == null) {
      return "";
    }
    ParseResult parsed = subcommand.root().commandLine().getParseResult();
    if (parsed == null) {
      return "";
    }
    return of(subcommand.root().name(), parsed.originalArgs());
  }

  /** The line of these words. */
  public static String of(String program, List<String> words) {
    String line =
        words.stream()
            .map(word -> quoted(word.strip()))
            .collect(Collectors.joining(" ", program + " ", ""));
    String masked = SecretMask.apply(line);
    return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST) + "...";
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
