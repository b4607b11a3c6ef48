package dev.tgfetcher.schema.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day's file was written.
 *
 * @param filePath the path on the worker's machine
 * @param fileUrl the address of the file for readers elsewhere; null and absent without {@code
 *     ARCHIVE_PUBLIC_URL}
 * @param checksumSha256 the SHA-256 of the file
 * @param firstMessageTs null for a day without messages, like {@code lastMessageTs}
 * @param upgradedToChatId the supergroup that was read, when the command names the basic group that
 *     was upgraded to it; null and absent for other commands
 */
public record MessagesFetched(
    @JsonUnwrapped EventEnvelope envelope,
    String chat,
    LocalDate date,
    long messageCount,
    String filePath,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String fileUrl,
    double durationSeconds,
    String checksumSha256,
    @Nullable Instant firstMessageTs,
    @Nullable Instant lastMessageTs,
    int revision,
    boolean complete,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long upgradedToChatId)
    implements Event {

  public static final String NAME = "messages_fetched";

  public MessagesFetched {
    requireNonNull(chat, "chat");
    requireNonNull(date, "date");
    requireNonNull(filePath, "file_path");
    requireNonNull(checksumSha256, "checksum_sha256");
  }

  @Override
  public String name() {
    return NAME;
  }
}
