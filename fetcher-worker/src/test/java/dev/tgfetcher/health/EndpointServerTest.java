package dev.tgfetcher.health;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.testing.HttpGet;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointServerTest {
  private static final String HERE = "127.0.0.1";

  @Test
  void only_known_pages_are_served() throws IOException {
    try (EndpointServer endpoints =
        EndpointServer.open(
            HERE, 0, Map.of("/health", () -> EndpointResponse.ok("text/plain", "fine")))) {
      String address = HERE + ":" + endpoints.port();

      assertThat(HttpGet.get(address, "/health").body()).isEqualTo("fine");
      assertThat(HttpGet.get(address, "/health").headers().firstValue("Content-Type"))
          .contains("text/plain");
      assertThat(HttpGet.get(address, "/healthy").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_failing_page_does_not_affect_the_others() throws IOException {
    try (EndpointServer endpoints =
        EndpointServer.open(
            HERE,
            0,
            Map.of(
                "/broken",
                () -> {
                  throw new IllegalStateException("as planned");
                },
                "/fault",
                () -> {
                  throw new StackOverflowError("as planned");
                },
                "/fine",
                () -> EndpointResponse.ok("text/plain", "fine")))) {
      String address = HERE + ":" + endpoints.port();

      assertThat(HttpGet.get(address, "/broken").statusCode()).isEqualTo(500);
      assertThat(HttpGet.get(address, "/fault").statusCode()).isEqualTo(500);
      assertThat(endpoints.failures()).isEqualTo(2);
      assertThat(HttpGet.get(address, "/fine").statusCode()).isEqualTo(200);
    }
  }

  /** The server cuts a half-sent request off after ten seconds. */
  @Test
  void clients_that_send_half_a_request_do_not_keep_others_waiting() throws Exception {
    List<Socket> halves = new ArrayList<>();
    try (EndpointServer endpoints =
        EndpointServer.open(
            HERE, 0, Map.of("/health", () -> EndpointResponse.ok("text/plain", "fine")))) {
      for (int i = 0; i < 20; i++) {
        Socket half = new Socket(InetAddress.getLoopbackAddress(), endpoints.port());
        halves.add(half);
        half.getOutputStream().write("GET /health HTTP/1.1\r\nHost: ".getBytes(US_ASCII));
      }
      await().until(() -> waiting() >= 2);

      long start = System.nanoTime();
      assertThat(HttpGet.get(HERE + ":" + endpoints.port(), "/health").body()).isEqualTo("fine");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      for (Socket half : halves) {
        half.close();
      }
    }
  }

  /** The threads that read a request. */
  private static long waiting() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("http-"))
        .count();
  }

  @Test
  void a_port_in_use_is_refused() throws IOException {
    try (EndpointServer first = EndpointServer.open(HERE, 0, Map.of())) {
      assertThatThrownBy(() -> EndpointServer.open(HERE, first.port(), Map.of()))
          .isInstanceOf(BindException.class);
    }
  }
}
