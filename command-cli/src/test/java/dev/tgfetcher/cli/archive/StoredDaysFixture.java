package dev.tgfetcher.cli.archive;

import static dev.tgfetcher.schema.archive.ArchiveHeader.VERSION;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.MessageDetails;
import dev.tgfetcher.schema.message.Reaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Writes archived days of two senders. */
public final class StoredDaysFixture {
  public static final long ADA = 7;
  public static final long BEN = 8;
  private static final long CHANNEL = -1001234567890L;
  private static final long GROUP = -1009876543210L;

  private final Path data;

  public StoredDaysFixture(Path data) {
    this.data = data;
  }

  public Path file(String chat, LocalDate date) {
    return data.resolve(chat).resolve(date + ".json");
  }

  public Path add(String chat, LocalDate date, ArchivedMessage... messages) {
    try {
      Path file = file(chat, date);
      Files.createDirectories(file.getParent());
      return Files.write(
          file,
          Json.MAPPER.writeValueAsBytes(ArchiveFile.of(header(chat, date), List.of(messages))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArchiveHeader header(String chat, LocalDate date) {
    Instant night = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return new ArchiveHeader(
        VERSION,
        ArchiveHeader.TIMEZONE,
        date,
        night,
        1,
        "1.8.67",
        new SourceInfo(
            "@" + chat,
            "Harbour",
            "https://t.me/" + chat,
            SourceType.CHANNEL,
            CHANNEL,
            GROUP,
            null),
        true,
        null,
        true,
        night,
        night,
        null,
        null,
        Map.of(Long.toString(ADA), "Ada", Long.toString(BEN), "Ben"),
        Map.of());
  }

  public static ArchivedMessage message(
      long id, String time, long sender, String text, ArchivedMessage... comments) {
    return new ArchivedMessage(
        id,
        null,
        Instant.parse(time),
        text,
        sender,
        null,
        null,
        null,
        List.of(Reaction.emoji("👍", 2, null), Reaction.paid(3, null)),
        null,
        100,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        List.of(),
        null,
        null,
        MessageDetails.NONE,
        List.of(comments));
  }
}
