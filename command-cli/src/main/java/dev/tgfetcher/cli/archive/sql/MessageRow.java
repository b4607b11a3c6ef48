package dev.tgfetcher.cli.archive.sql;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;

/**
 * One message or comment while its JSON is read. It keeps the members that have a column, and skips
 * the rest, because whole records cost four times the time.
 */
final class MessageRow {
  private static final String NO_ELEMENTS = "[]";

  /** The length of {@code 2025-11-07T10:30:00+00:00}. */
  private static final int UTC_SECONDS = 25;

  final @Nullable Long commentOf;
  @Nullable Long id;
  @Nullable Long chatId;
  @Nullable Instant date;
  @Nullable Long senderId;
  @Nullable String text;
  @Nullable Long replyToMsgId;
  @Nullable String forwardFrom;
  @Nullable Long topicId;
  @Nullable Instant editDate;
  @Nullable Integer views;
  @Nullable Integer forwards;
  @Nullable Integer replyCount;
  @Nullable String albumId;
  @Nullable String authorSignature;
  @Nullable Long viaBotId;
  boolean isPinned;
  @Nullable String mediaType;
  @Nullable String mediaFileName;
  @Nullable String mediaMimeType;
  @Nullable Long mediaSize;
  @Nullable String serviceType;
  long reactionCount;
  String reactions = NO_ELEMENTS;
  String entities = NO_ELEMENTS;

  /** Receives each row as soon as it is whole. */
  interface Sink {
    void add(MessageRow row) throws SQLException;
  }

  private MessageRow(@Nullable Long commentOf) {
    this.commentOf = commentOf;
  }

  /**
   * Reads the array of messages at the parser's place, with their comments.
   *
   * @throws tools.jackson.core.JacksonException when a message is malformed
   */
  static void readAll(JsonParser json, Sink sink) throws SQLException {
    readArray(json, null, sink);
  }

  private static void readArray(JsonParser json, @Nullable Long commentOf, Sink sink)
      throws SQLException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new StreamReadException(json, "a message is a JSON object");
      }
      new MessageRow(commentOf).read(json, sink);
    }
  }

  /** Comments are the last member, so the row of their post is whole before them. */
  private void read(JsonParser json, Sink sink) throws SQLException {
    boolean added = false;
    for (String name; (name = json.nextName()) != null; ) {
      JsonToken token = json.nextToken();
      if (name.equals("comments") && token == JsonToken.START_ARRAY) {
        addTo(sink, json);
        added = true;
        readArray(json, id, sink);
      } else if (token != JsonToken.VALUE_NULL) {
        set(name, json);
      }
    }
    if (!added) {
      addTo(sink, json);
    }
  }

  private void addTo(Sink sink, JsonParser json) throws SQLException {
    if (id == null || date == null || senderId == null) {
      throw new StreamReadException(json, "a message has an id, a date and a sender");
    }
    sink.add(this);
  }

  private void set(String name, JsonParser json) {
    switch (name) {
      case "id" -> id = json.getLongValue();
      case "chat_id" -> chatId = json.getLongValue();
      case "date" -> date = time(json);
      case "sender_id" -> senderId = json.getLongValue();
      case "text" -> text = json.getString();
      case "reply_to_msg_id" -> replyToMsgId = json.getLongValue();
      case "forward_from" -> forwardFrom = json.getString();
      case "topic_id" -> topicId = json.getLongValue();
      case "edit_date" -> editDate = time(json);
      case "views" -> views = json.getIntValue();
      case "forwards" -> forwards = json.getIntValue();
      case "reply_count" -> replyCount = json.getIntValue();
      case "album_id" -> albumId = json.getString();
      case "author_signature" -> authorSignature = json.getString();
      case "via_bot_id" -> viaBotId = json.getLongValue();
      case "is_pinned" -> isPinned = json.getBooleanValue();
      case "reactions" -> setReactions(json);
      case "entities" -> entities = elements(json);
      case "media" -> setMedia(json.readValueAsTree());
      case "service" -> serviceType = text(json.<JsonNode>readValueAsTree(), "type");
      default -> json.skipChildren();
    }
  }

  private void setReactions(JsonParser json) {
    JsonNode all = json.readValueAsTree();
    for (JsonNode reaction : all) {
      reactionCount += reaction.path("count").asLong(0);
    }
    reactions = all.isEmpty() ? NO_ELEMENTS : all.toString();
  }

  private static String elements(JsonParser json) {
    JsonNode all = json.readValueAsTree();
    return all.isEmpty() ? NO_ELEMENTS : all.toString();
  }

  private void setMedia(JsonNode media) {
    mediaType = text(media, "type");
    mediaFileName = text(media, "file_name");
    mediaMimeType = text(media, "mime_type");
    mediaSize = media.path("size").isNumber() ? media.path("size").longValue() : null;
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
