package dev.tgfetcher.schema.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.schema.ReadmePage;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.EventEnvelope;
import dev.tgfetcher.schema.event.MessagesFetched;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleListenerTest {
  @TempDir Path folder;

  @Test
  void the_readme_shows_this_code() throws Exception {
    Path source = Path.of("src/test/java/dev/tgfetcher/schema/example/ExampleListener.java");

    assertThat(ReadmePage.blocks("java")).containsExactly(Files.readString(source));
  }

  @Test
  void a_day_that_is_announced_is_read() throws Exception {
    Path file = Files.writeString(folder.resolve("day.json"), ReadmePage.blocks("json").get(1));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (ServerSocket redis = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> asked =
          CompletableFuture.supplyAsync(() -> publish(redis, announcement(file).toJson()));

      ExampleListener.listen(
          redis.getInetAddress().getHostAddress(),
          redis.getLocalPort(),
          new PrintStream(printed, true, UTF_8));

      assertThat(asked.join()).isEqualTo("SUBSCRIBE tg_events");
    }
    assertThat(printed.toString(UTF_8).lines())
        .startsWith("Python, 2025-11-07", "101 See the docs 😀")
        .endsWith("107 Release", "Read the notes");
  }

  /** Serves one subscriber like Redis: the subscription, one event, the end. */
  private static String publish(ServerSocket redis, String event) {
    try (Socket client = redis.accept()) {
      String asked =
          new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8)).readLine();
      String reply =
          "*3\r\n$9\r\nsubscribe\r\n$9\r\ntg_events\r\n:1\r\n"
              + ("*3\r\n$7\r\nmessage\r\n$9\r\ntg_events\r\n$" + event.getBytes(UTF_8).length)
              + ("\r\n" + event + "\r\n");
      client.getOutputStream().write(reply.getBytes(UTF_8));
      return asked;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Event announcement(Path file) {
    EventEnvelope envelope = EventEnvelope.of("e", Instant.EPOCH, "tg_fetcher", "x", "c", "w");
    LocalDate date = LocalDate.of(2025, 11, 7);
    String path = file.toString();
    return new MessagesFetched(
        envelope,
        "ru_python",
        date,
        5,
        path,
        null,
        0.1,
        "00".repeat(32),
        null,
        null,
        1,
        true,
        null);
  }
}
