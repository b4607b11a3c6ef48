package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.schema.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** The members of a message in JSON from which columns come. */
enum MessageMember {
  ID,
  CHAT_ID,
  DATE,
  SENDER_ID,
  TEXT,
  REPLY_TO_MSG_ID,
  FORWARD_FROM,
  TOPIC_ID,
  EDIT_DATE,
  VIEWS,
  FORWARDS,
  REPLY_COUNT,
  ALBUM_ID,
  AUTHOR_SIGNATURE,
  VIA_BOT_ID,
  IS_PINNED,
  REACTIONS,
  ENTITIES,
  MEDIA,
  SERVICE,
  COMMENTS;

  /**
   * Members without a column. The parser recognizes known names without making a text of them,
   * which a name that it does not know costs.
   */
  private static final List<String> SKIPPED =
      List.of(
          "forward",
          "reply",
          "buttons",
          "fact_check",
          "restriction",
          "paid_stars",
          "sender_tag",
          "effect_id",
          "is_protected",
          "rich",
          "extra");

  private static final MessageMember[] ALL = values();

  /** A matcher is bound to no parser, so all threads share it. */
  private static final PropertyNameMatcher MATCHER =
      Json.MAPPER
          .tokenStreamFactory()
          .constructNameMatcher(
              Stream.concat(Arrays.stream(ALL).map(MessageMember::jsonName), SKIPPED.stream())
                  .map(Named::fromString)
                  .toList(),
              false);

  private String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Moves the parser to the next name of its object.
   *
   * @return the place of the name, for {@link #at}; {@link #END} at the end of the object
   */
  static int next(JsonParser json) {
    return json.nextNameMatch(MATCHER);
  }

  static final int END = PropertyNameMatcher.MATCH_END_OBJECT;

  /** Whether the place of a name is that of a member with a column. */
  static boolean isMember(int place) {
    return place >= 0 && place < ALL.length;
  }

  static MessageMember at(int place) {
    return ALL[place];
  }
}
