package dev.tgfetcher.schema.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole archive file in memory. {@link ArchiveReader} streams larger files.
 *
 * @param contentSha256 the digest of the content, see {@link ArchiveContentDigest}; null in files
 *     of version 1.0
 */
@JsonPropertyOrder({"header", "messages", "content_sha256"})
public record ArchiveFile(
    @JsonUnwrapped ArchiveHeader header,
    List<ArchivedMessage> messages,
    @Nullable String contentSha256) {

  public ArchiveFile {
    messages = List.copyOf(messages);
  }

  /** Creates a file with the digest of its content. */
  public static ArchiveFile of(ArchiveHeader header, List<ArchivedMessage> messages) {
    ArchiveContentDigest digest = ArchiveContentDigest.of(header);
    messages.forEach(message -> digest.add(Json.MAPPER.writeValueAsBytes(message)));
    return new ArchiveFile(header, messages, digest.hex());
  }
}
