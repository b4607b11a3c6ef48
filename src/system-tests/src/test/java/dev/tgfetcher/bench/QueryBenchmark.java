package dev.tgfetcher.bench;

import static dev.tgfetcher.schema.archive.ArchiveHeader.TIMEZONE;
import static dev.tgfetcher.schema.archive.ArchiveHeader.VERSION;

import dev.tgfetcher.app.BuiltApp;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ReadBy;
import dev.tgfetcher.schema.archive.SourceInfo;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.MessageDetails;
import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.schema.message.Reaction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Measures {@code archive query} and {@code archive export} on 1,000,000 messages of 500 senders in
 * 100 days. Each subcommand is a process that the launcher starts.
 */
final class QueryBenchmark {
  private static final int DAYS = 100;
  private static final int MESSAGES_A_DAY = 10_000;
  private static final int SENDERS = 500;
  private static final int FIRST_SENDER = 100_000;
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
  private static final String PER_SENDER =
      "SELECT sender_name, count(*) AS n FROM messages GROUP BY ALL ORDER BY n DESC LIMIT 10";

  private final Path folder;
  private final PrintStream out;

  private QueryBenchmark(Path folder, PrintStream out) {
    this.folder = folder;
    this.out = out;
  }

  /** Prints a line for each subcommand. */
  static void run(Path folder, PrintStream out) throws IOException, InterruptedException {
    for (int day = 0; day < DAYS; day++) {
      write(folder.resolve("data/harbour"), day);
    }
    QueryBenchmark benchmark = new QueryBenchmark(folder, out);
    benchmark.time("archive", "query", "SELECT 1", "--data-dir", "none");
    benchmark.time("archive", "query", PER_SENDER, "--data-dir", "data");
    for (String format : new String[] {"parquet", "csv", "jsonl"}) {
      benchmark.time(
          "archive", "export", "--data-dir", "data", "--format", format, "--into", format);
    }
  }

  private void time(String... arguments) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    BuiltApp.Result result = BuiltApp.run(BuiltApp.LAUNCHER, folder, Map.of(), arguments);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (result.exitCode() != 0) {
      throw new IllegalStateException(result.err());
    }
    out.printf(Locale.ROOT, "%.1f s  %s%n", seconds, String.join(" ", arguments));
  }

  private static void write(Path chat, int day) throws IOException {
    LocalDate date = FIRST_DAY.plusDays(day);
    Instant midnight = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    List<ArchivedMessage> messages =
        IntStream.range(0, MESSAGES_A_DAY)
            .mapToObj(i -> message(day * MESSAGES_A_DAY + i, midnight.plusSeconds(i)))
            .toList();
    Files.createDirectories(chat);
    Files.write(
        chat.resolve(date + ".json"),
        Json.MAPPER.writeValueAsBytes(ArchiveFile.of(header(date, midnight), messages)));
  }

  private static ArchiveHeader header(LocalDate date, Instant midnight) {
    Map<String, String> senders = new TreeMap<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.put(String.valueOf(FIRST_SENDER + i), "Sender " + i);
    }
    return new ArchiveHeader(
        VERSION,
        TIMEZONE,
        date,
        midnight,
        1,
        "1.8.67",
        new SourceInfo(
            "@harbour", "Harbour", "https://t.me/harbour", SourceType.SUPERGROUP, -1L, null, null),
        true,
        null,
        true,
        midnight,
        midnight,
        ReadBy.HISTORY,
        null,
        senders,
        Map.of());
  }

  private static ArchivedMessage message(int id, Instant time) {
    return new ArchivedMessage(
        id + 1,
        null,
        time,
        "Message " + id + " about the tide, the ferry and the weather in the harbour",
        FIRST_SENDER + id % SENDERS,
        id % 5 == 0 ? Long.valueOf(Math.max(1, id - 3)) : null,
        null,
        null,
        id % 4 == 0 ? List.of(Reaction.emoji("👍", 3, null)) : List.of(),
        null,
        100,
        1,
        0,
        null,
        null,
        null,
        null,
        false,
        id % 10 == 0 ? List.of(MessageEntity.of("bold", 0, 7)) : List.of(),
        null,
        null,
        MessageDetails.NONE,
        List.of());
  }
}
