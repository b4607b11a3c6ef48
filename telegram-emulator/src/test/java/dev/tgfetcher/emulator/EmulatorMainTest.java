package dev.tgfetcher.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.WorldSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EmulatorMainTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void it_prints_its_addresses_and_executes_commands_until_it_stops() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CountDownLatch stop = new CountDownLatch(1);
    EmulatorOptions options = EmulatorOptions.parse("--world", "lively:1:3:20", "--accounts", "2");
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    Thread main = new Thread(() -> run(options, printed, stop));
    main.start();
    await().atMost(TIMEOUT).until(() -> out.toString(StandardCharsets.UTF_8).contains("\n"));
    JsonNode ready = JsonMapper.shared().readTree(out.toByteArray());
    String control = ready.path("control").asString();

    assertThat(ready.path("proxy").asString())
        .matches("mtproto://[0-9a-f]{32}@127\\.0\\.0\\.1:" + ready.path("port").asInt());
    assertThat(ready.path("accounts")).hasSize(2);
    assertThat(send("GET", control + "/requests").statusCode()).isEqualTo(200);
    for (String command :
        new String[] {
          "flood/messages.getHistory/10/1/5",
          "answer/messages.getHistory/1/FLOOD_WAIT_3",
          "stall/messages.getHistory/5",
          "short-pages/messages.getHistory/7",
          "most-ids/channels.getMessages/100/LIMIT_INVALID",
          "freeze/99966200001/30",
          "unfreeze/99966200001",
          "empty/ru_python/3/4",
          "unreadable/ru_python/5",
          "hide/ru_python/99966200001/1700000000",
          "clear-history/ru_python/99966200001",
          "drop",
          "drop-after/3",
          "lose-session/99966200001",
          "private/ru_python",
          "public/ru_python",
          "edit/ru_python/1/new",
          "delete/ru_python/2",
          "clear"
        }) {
      assertThat(send("POST", control + "/" + command).statusCode()).as(command).isEqualTo(200);
    }
    assertThat(send("GET", control + "/floods").statusCode()).isEqualTo(200);
    assertThat(send("POST", control + "/unknown").statusCode()).isEqualTo(400);
    assertThat(send("POST", control + "/drop-after").statusCode()).isEqualTo(400);
    stop.countDown();
    main.join(TIMEOUT.toMillis());
    assertThat(main.isAlive()).isFalse();
  }

  @Test
  void an_option_specifies_a_generated_world() {
    Instant now = Instant.parse("2025-11-07T12:00:00Z");
    WorldSpec spec = EmulatorOptions.parse("--world", "generated:7:3:1000:10").spec(now);

    assertThat(spec.chats()).hasSize(3);
    assertThat(spec.chats().get(0).timeline().count()).isEqualTo(1000);
  }

  @Test
  void an_invalid_option_fails_with_the_usage() {
    assertThatThrownBy(() -> EmulatorOptions.parse("--unknown")).hasMessageContaining("usage");
    assertThatThrownBy(() -> EmulatorOptions.parse("--port")).hasMessageContaining("usage");
    assertThatThrownBy(() -> EmulatorOptions.parse("--port", "x")).hasMessageContaining("usage");
    EmulatorOptions odd = EmulatorOptions.parse("--world", "odd");
    assertThatThrownBy(() -> odd.spec(Instant.EPOCH)).hasMessageContaining("usage");
  }

  private static void run(EmulatorOptions options, PrintStream out, CountDownLatch stop) {
    try {
      EmulatorMain.run(options, out, stop);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> send(String method, String uri)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
