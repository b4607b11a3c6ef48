package dev.tgfetcher.archive;

import dev.tgfetcher.schema.json.Json;
import java.io.InputStream;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The number of messages in a file and the id of the last one, from one pass that keeps no message.
 * Comments do not count.
 *
 * @param lastId empty when the file has no messages
 */
public record MessageScan(int count, OptionalLong lastId) {

  /**
   * Counts the messages of an archive file, reads the id of the last one, and closes the file.
   *
   * @throws tools.jackson.core.JacksonException when the file is not JSON
   */
  public static MessageScan of(InputStream file) {
    try (JsonParser json = Json.MAPPER.createParser(file)) {
      json.nextToken();
      for (String name; (name = json.nextName()) != null; ) {
        if (json.nextToken() == JsonToken.START_ARRAY && name.equals("messages")) {
          return ofMessages(json);
        }
        json.skipChildren();
      }
      return new MessageScan(0, OptionalLong.empty());
    }
  }

  private static MessageScan ofMessages(JsonParser json) {
    int count = 0;
    OptionalLong lastId = OptionalLong.empty();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      count++;
      for (String name; (name = json.nextName()) != null; ) {
        json.nextToken();
        if (name.equals("id")) {
          lastId = OptionalLong.of(json.getValueAsLong());
        }
        json.skipChildren();
      }
    }
    return new MessageScan(count, lastId);
  }
}
