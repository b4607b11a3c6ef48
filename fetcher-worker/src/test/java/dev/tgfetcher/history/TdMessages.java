package dev.tgfetcher.history;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** TDLib's messages, each with only the fields that a test needs. */
public final class TdMessages {
  public static final long CHAT = -1001000000001L;

  private TdMessages() {}

  /** Reads JSON in which quotes are written as apostrophes. */
  public static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  /** Message 7 of user 42, sent 2025-11-07T10:30:00Z, with this content. */
  public static ObjectNode withContent(String content) {
    ObjectNode message =
        (ObjectNode)
            json(
                """
                {'@type':'message','id':7340032,'chat_id':-1001000000001,'date':1762511400,
                 'sender_id':{'@type':'messageSenderUser','user_id':42},
                 'is_outgoing':false,'is_pinned':false,'edit_date':0,'via_bot_user_id':0,
                 'author_signature':'','media_album_id':'0'}
                """);
    message.set("content", json(content));
    return message;
  }

  public static ObjectNode text(String words) {
    ObjectNode message =
        withContent(
            "{'@type':'messageText','text':{'@type':'formattedText','text':'','entities':[]}}");
    ((ObjectNode) message.path("content").path("text")).put("text", words);
    return message;
  }

  /** A text message with one field more. */
  public static ObjectNode with(String field, String value) {
    ObjectNode message = text("hello");
    message.set(field, json(value));
    return message;
  }
}
