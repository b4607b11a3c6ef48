package dev.tgfetcher.schema.command;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of a chat in a command, with blanks around them:
 *
 * <ol>
 *   <li>{@code me} or {@code self}: the account's Saved Messages;
 *   <li>an id: {@code -1001234567890}, {@code channel_1234567890}, {@code chat_4810} or {@code
 *       user_123};
 *   <li>a public name, with or without {@code @};
 *   <li>a link to the chat or to one of its messages: {@code t.me/name}, {@code name.t.me}, {@code
 *       t.me/s/name}, {@code t.me/c/1234567890/5}, {@code tg://resolve?domain=name}.
 * </ol>
 *
 * <p>{@code fetch-command.json} has the same forms.
 */
final class ChatForms {
  private static final String NAME = "(?<name>" + ChatRef.Username.NAME + ")";
  private static final String BARE_ID = "(?<id>[1-9][0-9]{0,11})";
  private static final String SCHEME = "(?i:https?://)?(?i:www\\.)?";
  private static final String HOST = "(?i:t\\.me|telegram\\.me|telegram\\.dog)/";

  /** The ids of a topic and a message, and a query. */
  private static final String TAIL = "(?:/[0-9]+)*/?(?:[?#]\\S*)?";

  /** The first words of links that lead to no chat. */
  private static final List<String> NO_NAMES =
      List.of(
          "joinchat",
          "addlist",
          "addemoji",
          "addstickers",
          "addtheme",
          "auth",
          "boost",
          "call",
          "confirmphone",
          "contact",
          "giftcode",
          "invoice",
          "login",
          "proxy",
          "setlanguage",
          "share",
          "socks");

  private static final String PUBLIC =
      NO_NAMES.stream().collect(joining("|", "(?!(?:", ")(?:[./?#]|$))"));

  private static final List<Form> FORMS =
      List.of(
          new Form("(?i:me|self)", match -> Optional.of(new ChatRef.SavedMessages())),
          new Form("(?<id>-?[1-9][0-9]{0,14})", match -> byId(number(match))),
          new Form("channel_" + BARE_ID, ChatForms::channel),
          new Form("chat_" + BARE_ID, match -> byId(-number(match))),
          new Form("user_" + BARE_ID, match -> byId(number(match))),
          new Form("@?" + NAME, ChatForms::byName),
          new Form(SCHEME + HOST + "c/" + BARE_ID + TAIL, ChatForms::channel),
          new Form(SCHEME + HOST + "(?:s/)?@?" + PUBLIC + NAME + TAIL, ChatForms::byName),
          new Form(
              SCHEME + "(?!(?i:www)\\.)" + PUBLIC + NAME + "(?i:\\.t\\.me)" + TAIL,
              ChatForms::byName),
          new Form(
              "(?i:tg:(?://)?resolve/?)\\?(?:[^&#\\s]*&)*domain=" + NAME + "(?:[&#]\\S*)?",
              ChatForms::byName),
          new Form(
              "(?i:tg:(?://)?privatepost/?)\\?(?:[^&#\\s]*&)*channel=" + BARE_ID + "(?:[&#]\\S*)?",
              ChatForms::channel));

  private static final Pattern INVITE =
      Pattern.compile(SCHEME + HOST + "(?:\\+|joinchat/|joinchat$).*|(?i:tg:(?://)?join)\\b.*");

  private static final Pattern WEB_CLIENT =
      Pattern.compile("(?i:https?://)?(?i:web(?:[kaz])?\\.telegram\\.org)(?:/.*)?");

  private static final long EXAMPLE = -1_001_234_567_890L;
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,17}");

  private record Form(Pattern pattern, Function<Matcher, Optional<ChatRef>> reader) {
    Form(String pattern, Function<Matcher, Optional<ChatRef>> reader) {
      this(Pattern.compile(pattern), reader);
    }
  }

  private ChatForms() {}

  static Optional<ChatRef> parse(String text) {
    String stripped = text.strip();
    for (Form form : FORMS) {
      Matcher match = form.pattern().matcher(stripped);
      if (match.matches()) {
        return form.reader().apply(match);
      }
    }
    return Optional.empty();
  }

  static String problem(String text) {
    String stripped = text.strip();
    if (INVITE.matcher(stripped).matches()) {
      return "is an invite link: join the chat with the account, then use its @name or its id,"
          + " such as -1001234567890";
    }
    if (WEB_CLIENT.matcher(stripped).matches()) {
      return "is an address of the web client, whose ids differ: use the chat's @name, its link such"
          + " as https://t.me/name, or its id, such as -1001234567890";
    }
    if (DIGITS.matcher(stripped).matches()) {
      OptionalLong channel = ChatRef.NumericId.withPrefix(Long.parseLong(stripped));
      return "is too large for the id of a user: a channel's id begins with -100: "
          + channel.orElse(EXAMPLE);
    }
    return "must be @name, name, a link such as https://t.me/name, an id such as -1001234567890,"
        + " or me";
  }

  private static Optional<ChatRef> byName(Matcher match) {
    return Optional.of(match.group("name"))
        .filter(ChatRef.Username::isName)
        .map(ChatRef.Username::new);
  }

  private static Optional<ChatRef> channel(Matcher match) {
    return Optional.of(ChatRef.NumericId.ofChannel(number(match)));
  }

  private static Optional<ChatRef> byId(long id) {
    return ChatRef.NumericId.isId(id) ? Optional.of(new ChatRef.NumericId(id)) : Optional.empty();
  }

  private static long number(Matcher match) {
    return Long.parseLong(match.group("id"));
  }
}
