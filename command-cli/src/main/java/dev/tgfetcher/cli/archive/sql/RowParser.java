package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.schema.json.Json;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads messages and comments from JSON. It keeps the members that the loaded columns need, and
 * skips the rest, because whole records cost four times the time.
 */
final class RowParser {
  /** The length of {@code 2025-11-07T10:30:00+00:00}. */
  private static final int UTC_SECONDS = 25;

  private static final Set<MessageMember> REQUIRED =
      EnumSet.of(MessageMember.ID, MessageMember.DATE, MessageMember.SENDER_ID);

  private final Set<MessageMember> wanted;

  /**
   * @param columns that the rows need
   */
  RowParser(Set<MessageColumn> columns) {
    this.wanted = MessageColumn.members(columns);
    wanted.add(MessageMember.ID);
  }

  /**
   * Reads the array of messages at the parser's place, with their comments.
   *
   * @throws tools.jackson.core.JacksonException when a message is malformed
   */
  void readAll(JsonParser json, MessageRow.Sink sink) throws SQLException {
    readArray(json, null, sink);
  }

  private void readArray(JsonParser json, @Nullable Long commentOf, MessageRow.Sink sink)
      throws SQLException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new StreamReadException(json, "a message is a JSON object");
      }
      read(json, new MessageRow(commentOf), sink);
    }
  }

  /** Comments are the last member, so the row of their post is whole before them. */
  private void read(JsonParser json, MessageRow row, MessageRow.Sink sink) throws SQLException {
    int required = REQUIRED.size();
    boolean added = false;
    for (int place; (place = MessageMember.next(json)) != MessageMember.END; ) {
      JsonToken token = json.nextToken();
      if (!MessageMember.isMember(place) || token == JsonToken.VALUE_NULL) {
        json.skipChildren();
        continue;
      }
      MessageMember member = MessageMember.at(place);
      if (member == MessageMember.COMMENTS && token == JsonToken.START_ARRAY) {
        requireWhole(required, json);
        sink.add(row);
        added = true;
        readArray(json, row.id, sink);
        continue;
      }
      if (REQUIRED.contains(member)) {
        required--;
      }
      if (wanted.contains(member)) {
        set(row, member, json);
      } else {
        json.skipChildren();
      }
    }
    if (!added) {
      requireWhole(required, json);
      sink.add(row);
    }
  }

  private static void requireWhole(int missing, JsonParser json) {
    if (missing > 0) {
      throw new StreamReadException(json, "a message has an id, a date and a sender");
    }
  }

  private static void set(MessageRow row, MessageMember member, JsonParser json) {
    switch (member) {
      case ID -> row.id = json.getLongValue();
      case CHAT_ID -> row.chatId = json.getLongValue();
      case DATE -> row.date = time(json);
      case SENDER_ID -> row.senderId = json.getLongValue();
      case TEXT -> row.text = json.getString();
      case REPLY_TO_MSG_ID -> row.replyToMsgId = json.getLongValue();
      case FORWARD_FROM -> row.forwardFrom = json.getString();
      case TOPIC_ID -> row.topicId = json.getLongValue();
      case EDIT_DATE -> row.editDate = time(json);
      case VIEWS -> row.views = json.getIntValue();
      case FORWARDS -> row.forwards = json.getIntValue();
      case REPLY_COUNT -> row.replyCount = json.getIntValue();
      case ALBUM_ID -> row.albumId = json.getString();
      case AUTHOR_SIGNATURE -> row.authorSignature = json.getString();
      case VIA_BOT_ID -> row.viaBotId = json.getLongValue();
      case IS_PINNED -> row.isPinned = json.getBooleanValue();
      case REACTIONS -> setReactions(row, json);
      case ENTITIES -> row.entities = text(elements(json));
      case MEDIA -> setMedia(row, json.readValueAsTree());
      case SERVICE -> row.serviceType = text(json.<JsonNode>readValueAsTree(), "type");
      case COMMENTS -> json.skipChildren();
    }
  }

  private static void setReactions(MessageRow row, JsonParser json) {
    JsonNode all = elements(json);
    for (JsonNode reaction : all) {
      row.reactionCount += reaction.path("count").asLong(0);
    }
    row.reactions = text(all);
  }

  /** Most messages have none, and an empty array costs no tree of its own. */
  private static JsonNode elements(JsonParser json) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return json.readValueAsTree();
    }
    ArrayNode all = Json.MAPPER.createArrayNode();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      all.add(json.<JsonNode>readValueAsTree());
    }
    return all;
  }

  private static String text(JsonNode elements) {
    return elements.isEmpty() ? MessageRow.NO_ELEMENTS : elements.toString();
  }

  private static void setMedia(MessageRow row, JsonNode media) {
    row.mediaType = text(media, "type");
    row.mediaFileName = text(media, "file_name");
    row.mediaMimeType = text(media, "mime_type");
    row.mediaSize = media.path("size").isNumber() ? media.path("size").longValue() : null;
  }

  private static @Nullable String text(JsonNode object, String member) {
    return object.path(member).isString() ? object.path(member).stringValue() : null;
  }

  private static Instant time(JsonParser json) {
    String text = json.getString();
    try {
      return text.length() == UTC_SECONDS && text.endsWith("+00:00")
          ? utc(text)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | NumberFormatException e) {
      throw new StreamReadException(json, "not a time: " + text, e);
    }
  }

  /** Reads the form of the archive's own writer, which costs a tenth of a general parser. */
  private static Instant utc(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19))
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int begin, int end) {
    return Integer.parseInt(text, begin, end, 10);
  }
}
