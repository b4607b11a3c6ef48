package dev.tgfetcher.schema;

import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.command.Strategy;
import dev.tgfetcher.schema.event.BatchCompleted;
import dev.tgfetcher.schema.event.CommandCompleted;
import dev.tgfetcher.schema.event.CommandDeadLettered;
import dev.tgfetcher.schema.event.CommandOutcome;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.EventEnvelope;
import dev.tgfetcher.schema.event.FetchFailed;
import dev.tgfetcher.schema.event.FetchProgress;
import dev.tgfetcher.schema.event.FetchSkipped;
import dev.tgfetcher.schema.event.FetchStarted;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.event.SkipReason;
import dev.tgfetcher.schema.json.Sha256;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Button;
import dev.tgfetcher.schema.message.FactCheck;
import dev.tgfetcher.schema.message.Forward;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.Media;
import dev.tgfetcher.schema.message.MessageDetails;
import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.schema.message.Reaction;
import dev.tgfetcher.schema.message.Reply;
import dev.tgfetcher.schema.message.Restriction;
import dev.tgfetcher.schema.message.RichBlocks;
import dev.tgfetcher.schema.message.ServiceAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** One value of each record, with every field filled in. */
public final class SampleRecords {
  public static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");
  public static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  private SampleRecords() {}

  static SourceInfo source() {
    return new SourceInfo(
        "@ru_python",
        "Питон \"вслух\"",
        "https://t.me/ru_python",
        SourceType.CHANNEL,
        -1001234567890L,
        -1009876543210L,
        -4810L);
  }

  public static ArchiveHeader header() {
    return new ArchiveHeader(
        ArchiveHeader.VERSION,
        ArchiveHeader.TIMEZONE,
        DAY,
        Instant.parse("2025-11-08T10:30:00Z"),
        2,
        "1.8.67",
        source(),
        true,
        null,
        true,
        Instant.parse("2025-11-08T10:31:00Z"),
        Instant.parse("2025-11-08T10:30:00Z"),
        ReadBy.IDS,
        new IdRange(101, 110, 7),
        Map.of("-1001234567890", "Питон", "42", "Ада 😀", "7", "Deleted Account"),
        Map.of("1", "General"));
  }

  public static ArchiveHeader incompleteHeader() {
    return new ArchiveHeader(
        ArchiveHeader.VERSION,
        ArchiveHeader.TIMEZONE,
        DAY,
        NOON,
        1,
        "1.8.67",
        source(),
        false,
        "limit: 5",
        false,
        NOON,
        NOON,
        null,
        null,
        Map.of(),
        Map.of());
  }

  /** Text, entities, reactions, a forward and a comment. */
  public static ArchivedMessage post() {
    return new ArchivedMessage(
        101,
        null,
        Instant.parse("2025-11-07T10:30:00Z"),
        "tab\there, \u0001 control, slash /, \"quotes\", emoji 😀, ıİ",
        -1001234567890L,
        100L,
        "Ада",
        new Forward(ForwardKind.CHANNEL, -1005L, "Ада", 17L, "A. L.", NOON),
        List.of(
            Reaction.emoji("👍", 3, List.of(7L, 42L)),
            Reaction.customEmoji("5368324170671202286", 2, null),
            Reaction.paid(10, null)),
        NOON,
        1234,
        5,
        1,
        "13847338412345678901",
        1L,
        "Editor",
        99L,
        true,
        List.of(
            new MessageEntity("text_url", 0, 3, "https://example.org/a?b=c", null, null, Map.of()),
            new MessageEntity(
                "custom_emoji", 5, 2, null, null, null, Map.of("custom_emoji_id", "5368")),
            MessageEntity.of("bold", 7, 1)),
        photo(),
        null,
        details(),
        List.of(plain(201)));
  }

  static MessageDetails details() {
    return new MessageDetails(
        new Reply(
            -1007L,
            55L,
            "the quote",
            3,
            true,
            new Reply.Origin(ForwardKind.CHANNEL, -1007L, "Elsewhere", 55L, "B."),
            NOON,
            Map.of("poll_option_id", "AQ==")),
        List.of(
            List.of(
                new Button("Docs", "url", "https://docs.python.org/", Map.of()),
                new Button("Vote", "callback", null, Map.of("data", "AQI=")))),
        new FactCheck("Not so", "DE", List.of(MessageEntity.of("bold", 0, 3))),
        new Restriction(Restriction.SENSITIVE, null),
        50L,
        "expert",
        "5104841245755180586",
        true,
        new RichBlocks(List.of(Map.of("type", "paragraph", "text", "A b")), Map.of("is_rtl", true)),
        Map.of("sender_boost_count", 2));
  }

  static Media photo() {
    return new Media(
        "photo", "a.jpg", "image/jpeg", 34567L, 1280, 720, 12, "A title", Map.of("emoji", "😀"));
  }

  static ServiceAction newTitle() {
    return new ServiceAction("chat_change_title", Map.of("title", "New"));
  }

  public static ArchivedMessage plain(long id) {
    return message(id, "text " + id, null, null);
  }

  /** A plain message with these comments. */
  public static ArchivedMessage plain(long id, List<ArchivedMessage> comments) {
    return message(id, "text " + id, null, null, comments);
  }

  static ArchivedMessage message(long id, String text, Media media, ServiceAction service) {
    return message(id, text, media, service, List.of());
  }

  private static ArchivedMessage message(
      long id, String text, Media media, ServiceAction service, List<ArchivedMessage> comments) {
    return new ArchivedMessage(
        id,
        null,
        NOON.plusSeconds(id),
        text,
        42,
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
        media,
        service,
        MessageDetails.NONE,
        comments);
  }

  public static ArchiveFile file() {
    return ArchiveFile.of(
        header(),
        List.of(
            post(),
            message(
                102,
                null,
                Media.of("location", Map.of("latitude", new BigDecimal("0.000010"))),
                null),
            message(103, null, null, newTitle())));
  }

  public static EventEnvelope envelope() {
    return EventEnvelope.of("e-1", NOON, "tg_fetcher", "x-1", "c-1", "w-1");
  }

  static EventEnvelope tracedEnvelope() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    return new EventEnvelope("e-1", NOON, "tg_fetcher", "x-1", "c-1", "w-1", "1.1", trace);
  }

  public static List<Event> events() {
    String sha256 = Sha256.hex("file");
    String path = "/data/ru_python/2025-11-07.json";
    String url = "https://files.example/ru_python/2025-11-07.json";
    return List.of(
        new MessagesFetched(
            tracedEnvelope(),
            "ru_python",
            DAY,
            3,
            path,
            url,
            0.25,
            sha256,
            NOON,
            NOON,
            1,
            true,
            -100810L),
        new FetchStarted(tracedEnvelope(), "ru_python", DAY, Strategy.BATCH),
        new FetchProgress(tracedEnvelope(), "-1001234567890", DAY, 2000),
        new FetchSkipped(
            tracedEnvelope(),
            "ru_python",
            DAY,
            SkipReason.UNCHANGED,
            DAY.minusDays(9),
            3,
            2,
            sha256),
        new FetchFailed(
            tracedEnvelope(), "ru_python", null, "cut off", ErrorType.NETWORK, 1, NOON, 0.5),
        new CommandDeadLettered(
            tracedEnvelope(), null, "chat: is missing", ErrorType.INVALID_COMMAND, 0),
        new CommandCompleted(
            tracedEnvelope(),
            "ru_python",
            CommandOutcome.DEAD_LETTERED,
            7,
            2,
            1,
            1250,
            4.5,
            "nightly",
            "nightly-16"),
        new BatchCompleted(tracedEnvelope(), "nightly", 50, 48, 1, 1));
  }
}
