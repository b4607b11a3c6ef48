package dev.tgfetcher.archive.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.DayFile;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.json.Json;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;

/**
 * The facts about a day in the metadata of its object, so that a reader need not open it. An object
 * that another program has put there has none.
 *
 * @param fencingToken of the writer
 * @param contentSha256 the digest of the content, without the time of its reading
 * @param fileSha256 the digest of the whole object
 * @param messages the number of messages, and the id of the last one
 * @param header without the names of senders and topics; empty when it is too long for metadata
 */
record DayTags(
    long fencingToken,
    String contentSha256,
    String fileSha256,
    MessageScan messages,
    Optional<ArchiveHeader> header) {
  /** Stores allow 2 KiB of metadata, names included. */
  private static final int LONGEST_HEADER = 1600;

  private static final String FENCING_TOKEN = "fencing-token";
  private static final String CONTENT_SHA256 = "content-sha256";
  private static final String FILE_SHA256 = "file-sha256";
  private static final String MESSAGES = "messages";
  private static final String LAST_MESSAGE_ID = "last-message-id";
  private static final String HEADER = "header";

  static DayTags of(
      long fencingToken, DayFile.Checksums checksums, MessageScan messages, ArchiveHeader header) {
    return new DayTags(
        fencingToken,
        checksums.content(),
        checksums.file(),
        messages,
        Optional.of(withoutNames(header)));
  }

  /** These facts with the header and the digest of an object of the same content. */
  DayTags of(ArchivedDay day, String fileSha256OfDay) {
    return new DayTags(
        fencingToken,
        contentSha256,
        fileSha256OfDay,
        messages,
        Optional.of(withoutNames(day.header())));
  }

  /** Reads the metadata of an object; empty when they are not those of a day. */
  static Optional<DayTags> read(Map<String, String> metadata) {
    try {
      String last = metadata.getOrDefault(LAST_MESSAGE_ID, "");
      return metadata.containsKey(CONTENT_SHA256)
          ? Optional.of(
              new DayTags(
                  Long.parseLong(metadata.getOrDefault(FENCING_TOKEN, "0")),
                  metadata.getOrDefault(CONTENT_SHA256, ""),
                  metadata.getOrDefault(FILE_SHA256, ""),
                  new MessageScan(
                      Integer.parseInt(metadata.getOrDefault(MESSAGES, "")),
                      last.isEmpty()
                          ? OptionalLong.empty()
                          : OptionalLong.of(Long.parseLong(last))),
                  Optional.ofNullable(metadata.get(HEADER)).map(DayTags::decoded)))
          : Optional.empty();
    } catch (IllegalArgumentException | JacksonException malformed) {
      return Optional.empty();
    }
  }

  Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>();
    metadata.put(FENCING_TOKEN, Long.toString(fencingToken));
    metadata.put(CONTENT_SHA256, contentSha256);
    metadata.put(FILE_SHA256, fileSha256);
    metadata.put(MESSAGES, Integer.toString(messages.count()));
    messages.lastId().ifPresent(id -> metadata.put(LAST_MESSAGE_ID, Long.toString(id)));
    header
        .map(DayTags::encoded)
        .filter(text -> text.length() <= LONGEST_HEADER)
        .ifPresent(text -> metadata.put(HEADER, text));
    return metadata;
  }

  private static String encoded(ArchiveHeader header) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.MAPPER.writeValueAsBytes(header));
  }

  private static ArchiveHeader decoded(String text) {
    return Json.MAPPER.readValue(
        new String(Base64.getUrlDecoder().decode(text), UTF_8), ArchiveHeader.class);
  }

  private static ArchiveHeader withoutNames(ArchiveHeader header) {
    return new ArchiveHeader(
        header.version(),
        header.timezone(),
        header.date(),
        header.fetchedAt(),
        header.revision(),
        header.tdlibVersion(),
        header.sourceInfo(),
        header.complete(),
        header.incompleteReason(),
        header.commentsComplete(),
        header.commentsAsOf(),
        header.reactionsAsOf(),
        header.readBy(),
        header.idRange(),
        Map.of(),
        Map.of());
  }
}
