package dev.tgfetcher.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.spool.DaySpool;
import dev.tgfetcher.archive.spool.SpoolFolder;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.MessageDetails;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import tools.jackson.databind.node.ObjectNode;

/** Days for tests. */
public final class TestingDays {
  public static final String CHAT = "ru_python";
  public static final LocalDate DATE = LocalDate.of(2025, 11, 7);
  public static final Instant NOW = Instant.parse("2025-11-08T10:30:00Z");
  public static final long SENDER = 42;

  private TestingDays() {}

  public static ArchivedMessage message(long id) {
    return message(id, DATE, "text " + id);
  }

  public static ArchivedMessage message(long id, LocalDate date, String text) {
    Instant sent = date.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(id % 86_400);
    return message(id, sent, SENDER, text);
  }

  public static ArchivedMessage message(long id, Instant sent, long sender, String text) {
    return new ArchivedMessage(
        id,
        null,
        sent,
        text,
        sender,
        null,
        null,
        null,
        List.of(),
        null,
        null,
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
        List.of());
  }

  public static ArchivedMessage withComments(ArchivedMessage post, List<ArchivedMessage> comments) {
    ObjectNode json = Json.MAPPER.valueToTree(post);
    json.set("comments", Json.MAPPER.<JsonNode>valueToTree(comments));
    return Json.MAPPER.treeToValue(json, ArchivedMessage.class);
  }

  public static List<ArchivedMessage> messages(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(TestingDays::message).toList();
  }

  public static DayMetadata complete() {
    return draft(CHAT, DATE, null);
  }

  public static DayMetadata draft(String chat, LocalDate date, @Nullable String incompleteReason) {
    SourceInfo source =
        new SourceInfo(
            "@" + chat,
            "Python чат",
            "https://t.me/" + chat,
            SourceType.SUPERGROUP,
            -100L,
            null,
            null);
    return new DayMetadata(
        chat, date, source, NOW, "1.8.67", incompleteReason, true, NOW, NOW, null, null);
  }

  /** A complete day for which all these ids were asked for. */
  public static DayMetadata byIds(LocalDate date, @Nullable IdRange range) {
    DayMetadata day = draft(CHAT, date, null);
    return new DayMetadata(
        day.chat(),
        date,
        day.sourceInfo(),
        NOW,
        day.tdlibVersion(),
        null,
        true,
        NOW,
        NOW,
        ReadBy.IDS,
        range);
  }

  /** Writes a day of these messages, given in ascending order. */
  public static WriteOutcome write(
      ArchiveLayout layout,
      ArchiveStore store,
      DayMetadata draft,
      List<ArchivedMessage> ascending) {
    return write(layout, store, draft, ascending, WriteGuard.ALWAYS);
  }

  public static WriteOutcome write(
      ArchiveLayout layout,
      ArchiveStore store,
      DayMetadata draft,
      List<ArchivedMessage> ascending,
      WriteGuard guard) {
    return write(layout.root(), store, draft, ascending, guard);
  }

  /** Writes a day that is collected in a folder. */
  public static WriteOutcome write(
      Path spools,
      ArchiveStore store,
      DayMetadata draft,
      List<ArchivedMessage> ascending,
      WriteGuard guard) {
    try (SpoolFolder folder = SpoolFolder.open(spools, "test-" + Thread.currentThread().getId());
        DaySpool spool = folder.newSpool(draft.date())) {
      spool.addPage(newestFirst(ascending));
      spool.addSender(SENDER, "Анна");
      WriteOutcome outcome = store.write(draft, spool, guard);
      AnalyzerReader.Day read = AnalyzerReader.read(store.file(draft.chat(), draft.date()).open());
      assertThat(read.messages()).hasSize(outcome.day().messageCount());
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static <T> List<T> newestFirst(List<T> ascending) {
    List<T> descending = new ArrayList<>(ascending);
    Collections.reverse(descending);
    return descending;
  }

  public static JsonNode json(Path file) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(file));
  }

  public static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file of version 1.0, from the Python fetcher. */
  public static String oldest() {
    return """
        {"version":"1.0","timezone":"UTC","date":"2025-11-07",
         "source_info":{"id":"@ru_python","title":"Python","url":"https://t.me/ru_python","type":"supergroup"},
         "senders":{"42":"Anna"},
         "messages":[{"id":3,"date":"2025-11-07T10:00:00+00:00","text":"old","sender_id":42,
           "reply_to_msg_id":null,"forward_from":null,"reactions":[],"comments":[]}]}
        """;
  }

  /** A file of version 1.0 with all the forms that differ from the documented ones. */
  public static String ofPython() {
    return """
        {"version":"1.0","source_info":{"id":"@ru_python","title":"Python","url":"","type":"unknown"},
         "senders":{},
         "messages":[
          {"id":4,"date":"2025-11-07T11:00:00","text":"new","sender_id":"42","reactions":{"👍":2},
           "forward_from":{"from_id":7,"from_name":"Ann","date":"2025-11-06T10:00:00+00:00"}},
          {"id":3,"date":"2025-11-07T10:00:00","text":"old","sender_id":null}]}
        """;
  }
}
