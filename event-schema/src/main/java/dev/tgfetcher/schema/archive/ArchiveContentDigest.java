package dev.tgfetcher.schema.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The digest by which an archive file proves that its content is whole and unchanged.
 *
 * <p>It is the SHA-256 of these members in this order, each as {@code "name":value} in compact
 * UTF-8 JSON and joined by commas: source_info, date, complete, incomplete_reason,
 * comments_complete, senders, messages. Strings have the fewest escapes (lower case hex), numbers
 * stand as they are written. White space and what a repeated fetch alone changes are not part of
 * it. {@link ContentCheck} checks it.
 */
public final class ArchiveContentDigest {
  private final MessageDigest sha256 = Sha256.newDigest();
  private boolean anyMessage;

  private ArchiveContentDigest() {}

  /** Begins the digest of a file that is being written. */
  public static ArchiveContentDigest of(ArchiveHeader header) {
    ArchiveContentDigest digest = new ArchiveContentDigest();
    digest.member("source_info", header.sourceInfo());
    digest.member("date", header.date());
    digest.member("complete", header.complete());
    digest.member("incomplete_reason", header.incompleteReason());
    digest.member("comments_complete", header.commentsComplete());
    digest.member("senders", header.senders());
    digest.text("\"messages\":[");
    return digest;
  }

  /**
   * Adds the next message.
   *
   * @param json the message as {@link Json#MAPPER} writes it
   */
  public void add(byte[] json) {
    if (anyMessage) {
      text(",");
    }
    anyMessage = true;
    sha256.update(json);
  }

  /** Ends the digest: 64 hex digits for {@code content_sha256}. To be called once. */
  public String hex() {
    text("]");
    return Sha256.hex(sha256);
  }

  private void member(String name, @Nullable Object value) {
    text("\"" + name + "\":");
    sha256.update(Json.MAPPER.writeValueAsBytes(value));
    text(",");
  }

  private void text(String text) {
    sha256.update(text.getBytes(UTF_8));
  }
}
