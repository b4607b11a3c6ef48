package dev.tgfetcher.cli.option;

import dev.tgfetcher.schema.command.ChatRef;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pattern of the command line: {@code *} matches any text, {@code ?} matches one character, and
 * case is ignored.
 */
public record Glob(Pattern pattern) {
  /** A pattern for any text. */
  public static Glob of(String glob) {
    String expression =
        glob.chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    return new Glob(Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
  }

  /** A pattern for chats, in any form in which a command may name one. */
  public static Glob ofChat(String glob) {
    boolean hasWildcard = glob.contains("*") || glob.endsWith("?");
    return of(hasWildcard ? withoutPrefix(glob) : plain(glob));
  }

  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  public boolean matchesChat(String chat) {
    return matches(plain(chat));
  }

  private static String plain(String chat) {
    return ChatRef.parse(chat).map(ChatRef::folder).orElseGet(() -> withoutPrefix(chat));
  }

  private static String withoutPrefix(String chat) {
    return chat.strip().replaceFirst("^(@|(https://)?t\\.me/)", "");
  }
}
