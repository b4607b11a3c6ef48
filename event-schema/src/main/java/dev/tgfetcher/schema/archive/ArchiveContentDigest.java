package dev.tgfetcher.schema.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Computes the digest of an archive file's content. The digest shows that the content is whole and
 * unchanged.
 *
 * <p>It is the SHA-256 of these members in this order, each as {@code "name":value} in compact
 * UTF-8 JSON and joined by commas: source_info, date, complete, incomplete_reason,
 * comments_complete, senders, topics, messages. Files before version 1.2 have no topics. Strings
 * have the fewest escapes (lower case hex), and numbers keep their digits. White space and the
 * members that change with every fetch are left out. {@link ContentCheck} checks the digest.
 */
public final class ArchiveContentDigest {
  private final MessageDigest sha256 = Sha256.newDigest();
  private boolean anyMessage;

  private ArchiveContentDigest() {}

  /** Begins the digest of a new file with the members of its header. */
  public static ArchiveContentDigest of(ArchiveHeader header) {
    ArchiveContentDigest digest = new ArchiveContentDigest();
    digest.member("source_info", header.sourceInfo());
    digest.member("date", header.date());
    digest.member("complete", header.complete());
    digest.member("incomplete_reason", header.incompleteReason());
    digest.member("comments_complete", header.commentsComplete());
    digest.member("senders", header.senders());
    digest.member("topics", header.topics());
    digest.text("\"messages\":[");
    return digest;
  }

  /**
   * Adds the next message.
   *
   * @param json the message in the format of {@link Json#MAPPER}
   */
  public void add(byte[] json) {
    if (anyMessage) {
      text(",");
    }
    anyMessage = true;
    sha256.update(json);
  }

  /** Ends the digest and returns the 64 hex digits for {@code content_sha256}. Call it once. */
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
