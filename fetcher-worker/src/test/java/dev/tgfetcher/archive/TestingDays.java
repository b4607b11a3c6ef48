package dev.tgfetcher.archive;

import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Days that tests archive. */
final class TestingDays {
  static final String CHAT = "ru_python";
  static final LocalDate DATE = LocalDate.of(2025, 11, 7);
  static final Instant NOW = Instant.parse("2025-11-08T10:30:00Z");
  static final long SENDER = 42;

  private TestingDays() {}

  static ArchivedMessage message(long id) {
    return message(id, DATE, "text " + id);
  }

  static ArchivedMessage message(long id, LocalDate date, String text) {
    Instant sent = date.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(id % 86_400);
    return message(id, sent, SENDER, text);
  }

  static ArchivedMessage message(long id, Instant sent, long sender, String text) {
    return new ArchivedMessage(
        id, sent, text, sender, null, null, null, List.of(), null, null, null, null, null, null,
        null, null, false, List.of(), null, null, List.of());
  }

  static List<ArchivedMessage> messages(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(TestingDays::message).toList();
  }

  static DayDraft complete() {
    return draft(CHAT, DATE, null);
  }

  static DayDraft draft(String chat, LocalDate date, @Nullable String incompleteReason) {
    SourceInfo source =
        new SourceInfo(
            "@" + chat, "Python чат", "https://t.me/" + chat, SourceType.SUPERGROUP, -100L, null);
    return new DayDraft(chat, date, source, NOW, "1.8.67", incompleteReason, true, NOW, NOW);
  }

  /** Writes a day of these messages, given in ascending order. */
  static WriteOutcome write(
      ArchiveLayout layout, ArchiveStore store, DayDraft draft, List<ArchivedMessage> ascending) {
    return write(layout, store, draft, ascending, WriteGuard.ALWAYS);
  }

  static WriteOutcome write(
      ArchiveLayout layout,
      ArchiveStore store,
      DayDraft draft,
      List<ArchivedMessage> ascending,
      WriteGuard permit) {
    try (SpoolFolder folder = SpoolFolder.open(layout, "test-" + Thread.currentThread().getId());
        DaySpool spool = folder.newSpool(draft.date())) {
      spool.addPage(newestFirst(ascending));
      spool.addSender(SENDER, "Анна");
      return store.write(draft, spool, permit);
    }
  }

  static <T> List<T> newestFirst(List<T> ascending) {
    List<T> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    return descending;
  }

  static JsonNode json(Path file) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(file));
  }

  static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file as the Python fetcher wrote it. */
  static String oldest() {
    return """
        {"version":"1.0","timezone":"UTC","date":"2025-11-07",
         "source_info":{"id":"@ru_python","title":"Python","url":"https://t.me/ru_python","type":"supergroup"},
         "senders":{"42":"Anna"},
         "messages":[{"id":3,"date":"2025-11-07T10:00:00+00:00","text":"old","sender_id":42,
           "reply_to_msg_id":null,"forward_from":null,"reactions":[],"comments":[]}]}
        """;
  }
}
