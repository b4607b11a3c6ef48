package dev.tgfetcher.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.testing.Http;
import java.io.IOException;
import java.net.BindException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private static final String HERE = "127.0.0.1";

  @Test
  void a_page_is_answered_and_no_other() throws IOException {
    try (Endpoints endpoints =
        Endpoints.open(HERE, 0, Map.of("/health", () -> Answer.ok("text/plain", "fine")))) {
      String address = HERE + ":" + endpoints.port();

      assertThat(Http.get(address, "/health").body()).isEqualTo("fine");
      assertThat(Http.get(address, "/health").headers().firstValue("Content-Type"))
          .contains("text/plain");
      assertThat(Http.get(address, "/healthy").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_page_that_fails_costs_no_other_its_answer() throws IOException {
    try (Endpoints endpoints =
        Endpoints.open(
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
                () -> Answer.ok("text/plain", "fine")))) {
      String address = HERE + ":" + endpoints.port();

      assertThat(Http.get(address, "/broken").statusCode()).isEqualTo(500);
      assertThat(Http.get(address, "/fault").statusCode()).isEqualTo(500);
      assertThat(endpoints.failures()).isEqualTo(2);
      assertThat(Http.get(address, "/fine").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_port_in_use_is_refused() throws IOException {
    try (Endpoints first = Endpoints.open(HERE, 0, Map.of())) {
      assertThatThrownBy(() -> Endpoints.open(HERE, first.port(), Map.of()))
          .isInstanceOf(BindException.class);
    }
  }
}
