package dev.tgfetcher.schema.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Compares the digest that an archive file records with the digest of its content.
 *
 * @param recorded the file's {@code content_sha256}; null when it has none
 * @param computed the digest of the file's content, see {@link ArchiveContentDigest}
 */
public record ContentCheck(@Nullable String recorded, String computed) {
  private static final List<String> BEFORE_MESSAGES =
      List.of(
          "source_info",
          "date",
          "complete",
          "incomplete_reason",
          "comments_complete",
          "senders",
          "topics");

  /** Members that files of older versions do not have. */
  private static final Set<String> OPTIONAL = Set.of("topics");

  /** Whether the file records the digest of its content. */
  public boolean passes() {
    return computed.equals(recorded);
  }

  /**
   * Reads a file once, token by token, without messages in memory.
   *
   * @throws tools.jackson.core.JacksonException when the file is not JSON, or is cut off
   */
  public static ContentCheck of(InputStream file) {
    MessageDigest sha256 = Sha256.newDigest();
    Map<String, byte[]> members = new HashMap<>();
    String recorded = null;
    try (JsonParser json = Json.MAPPER.createParser(file)) {
      json.nextToken();
      for (String name; (name = json.nextName()) != null; ) {
        json.nextToken();
        if (name.equals("messages")) {
          addMembers(members, sha256);
          copy(json, new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
        } else if (name.equals("content_sha256")) {
          recorded = json.getValueAsString();
        } else if (BEFORE_MESSAGES.contains(name)) {
          members.put(name, compact(json));
        } else {
          json.skipChildren();
        }
      }
    }
    return new ContentCheck(recorded, Sha256.hex(sha256));
  }

  private static void addMembers(Map<String, byte[]> members, MessageDigest sha256) {
    for (String name : BEFORE_MESSAGES) {
      if (OPTIONAL.contains(name) && !members.containsKey(name)) {
        continue;
      }
      sha256.update(("\"" + name + "\":").getBytes(UTF_8));
      sha256.update(members.getOrDefault(name, new byte[0]));
      sha256.update((byte) ',');
    }
    sha256.update("\"messages\":".getBytes(UTF_8));
  }

  private static byte[] compact(JsonParser json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copy(json, bytes);
    return bytes.toByteArray();
  }

  /** Copies one value as text, because a conversion could change the digits of a number. */
  private static void copy(JsonParser json, OutputStream to) {
    try (JsonGenerator generator = Json.MAPPER.createGenerator(to)) {
      int depth = 0;
      do {
        JsonToken token = json.currentToken();
        if (token.isNumeric()) {
          generator.writeNumber(json.getString());
        } else {
          generator.copyCurrentEvent(json);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0 && json.nextToken() != null);
    }
  }
}
