package dev.tgfetcher.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile payloads, through a real queue and a real worker. */
class HostileInputTest {
  private static final List<String> CHATS =
      List.of(
          "../../escaped",
          "..",
          "/tmp/escaped",
          "anna_club/../../escaped",
          "..\\\\..\\\\escaped",
          "C:\\\\escaped",
          "~root",
          "anna_club\\u0000",
          "anna\\nclub",
          "\\u202eanna_club",
          "CON",
          "COM1",
          "lpt9",
          "nul",
          ".outbox",
          "@анна_club",
          "@ａｎｎａ_club",
          "@anna\\u2044club",
          "a".repeat(5_000),
          "",
          "https://t.me/../escaped",
          "99999999999999999999");

  private static final List<String> FIELDS =
      List.of(
          "\"mode\":\"date\"",
          "\"date\":20251101",
          "\"date\":\"2025-11-31\"",
          "\"date\":\"../2025-11-01\"",
          "\"days\":\"3\"",
          "\"days\":1e400",
          "\"days\":99999999999999999999",
          "\"days\":-1",
          "\"mode\":\"full\",\"limit\":\"5\"",
          "\"mode\":\"full\",\"limit\":9223372036854775808",
          "\"mode\":\"full\",\"force\":\"true\"",
          "\"mode\":[\"full\"]",
          "\"mode\":\"full\",\"mode\":\"yesterday\"",
          "\"mode\":\"full\",\"command_id\":\"a\\u0007b\"",
          "\"mode\":\"full\",\"correlation_id\":{}",
          "\"mode\":\"full\",\"x\":[[[[[[[[[1]]]]]]]]]",
          "\"mode\":\"full\",\"x\":" + "[".repeat(30_000),
          "\"mode\":\"full\",\"x\":\"\\ud800\"",
          "\"mode\":\"full\",\"x\":\"" + "x".repeat(70_000) + "\"");

  private static final List<String> PAYLOADS =
      List.of(
          "",
          "null",
          "[]",
          "\"fetch\"",
          "{",
          "{}",
          "{} {}",
          "{\"command\":\"drop\",\"chat\":\"@anna_club\",\"mode\":\"full\"}",
          "{\"command\":7,\"chat\":\"@anna_club\",\"mode\":\"full\"}",
          "{\"chat\":\"@anna_club\",\"mode\":\"full\"}",
          "{\"command\":\"fetch\",\"chat\":[\"@anna_club\"],\"mode\":\"full\"}");

  @TempDir Path folder;

  @Test
  void each_payload_becomes_a_dead_letter_with_a_reason_and_the_worker_continues()
      throws Exception {
    try (ChaosFixture fixture = ChaosFixture.open(folder, 1)) {
      fixture.worker("worker-1", Map.of("DATA_DIR", folder.resolve("deep/down/data").toString()));
      List<byte[]> payloads = payloads();

      payloads.forEach(fixture.redis()::pushBytes);
      fixture.push("valid", ChaosWorld.FIRST_DAY);

      await().until(() -> fixture.redis().events().toString().contains("messages_fetched"));
      List<DeadLetter> letters =
          fixture.redis().deadLetters().stream().map(DeadLetter::parse).toList();
      assertThat(letters).hasSameSizeAs(payloads);
      assertThat(letters)
          .allSatisfy(
              letter -> {
                assertThat(letter.errorType()).isEqualTo(ErrorType.INVALID_COMMAND);
                assertThat(letter.error()).hasSizeBetween(5, 500).doesNotContainPattern("\\p{Cc}");
                assertThat(letter.retryCount()).isZero();
              });
      assertThat(fixture.redis().inFlight()).isEmpty();
      assertThat(entries(folder.resolve("deep/down"))).containsExactly("data");
      assertThat(entries(folder.resolve("deep"))).containsExactly("down");
      assertThat(entries(folder.resolve("deep/down/data")))
          .filteredOn(name -> !name.startsWith("."))
          .containsExactly(fixture.chat(), "progress.json");
      assertThat(Path.of("/tmp/escaped")).doesNotExist();
      assertThat(allPaths(folder)).noneMatch(path -> path.toString().contains("escaped"));
    }
  }

  private static List<byte[]> payloads() {
    List<byte[]> payloads = new ArrayList<>();
    for (String chat : CHATS) {
      payloads.add(
          "{\"command\":\"fetch\",\"chat\":\"%s\",\"date\":\"2025-11-01\"}"
              .formatted(chat)
              .getBytes(UTF_8));
    }
    for (String fields : FIELDS) {
      payloads.add(
          "{\"command\":\"fetch\",\"chat\":\"@anna_club\",%s}".formatted(fields).getBytes(UTF_8));
    }
    PAYLOADS.forEach(payload -> payloads.add(payload.getBytes(UTF_8)));
    String valid = "{\"command\":\"fetch\",\"chat\":\"@anna_club\",\"mode\":\"full\",\"x\":\"é\"}";
    payloads.add(valid.getBytes(ISO_8859_1));
    payloads.add(valid.getBytes(UTF_16LE));
    return payloads;
  }

  private static List<String> entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static List<Path> allPaths(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.toList();
    }
  }
}
