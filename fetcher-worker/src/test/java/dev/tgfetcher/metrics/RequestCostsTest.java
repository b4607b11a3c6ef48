package dev.tgfetcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.Scrape;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestCostsTest {
  private final Metrics metrics = new Metrics(10, "1.0", "w", InstantSource.system());

  @AfterEach
  void end() {
    metrics.close();
  }

  private void sent(MethodClass method, int requests) {
    IntStream.range(0, requests).forEach(i -> metrics.limits().sent(method));
  }

  private double value(String name, MethodClass method) {
    return Scrape.parse(metrics.scrape()).value(name, "method", method.wireName());
  }

  @Test
  void each_class_that_returns_messages_starts_at_zero() {
    assertThat(List.of(MethodClass.HISTORY, MethodClass.MESSAGES, MethodClass.REPLIES))
        .allSatisfy(
            method -> {
              assertThat(value("tgf_messages_per_request_count", method)).isZero();
              assertThat(value("tgf_requests_per_day_count", method)).isZero();
            });
  }

  @Test
  void each_class_has_its_own_messages_per_request() {
    sent(MethodClass.HISTORY, 1);
    metrics.fetches().messagesReceived(MethodClass.HISTORY, 50);
    sent(MethodClass.MESSAGES, 1);
    metrics.fetches().messagesReceived(MethodClass.MESSAGES, 187);

    assertThat(value("tgf_messages_per_request_sum", MethodClass.HISTORY)).isEqualTo(50);
    assertThat(value("tgf_messages_per_request_count", MethodClass.HISTORY)).isEqualTo(1);
    assertThat(value("tgf_messages_per_request_sum", MethodClass.MESSAGES)).isEqualTo(187);
    assertThat(value("tgf_messages_per_request_count", MethodClass.MESSAGES)).isEqualTo(1);
  }

  @Test
  void an_answer_counts_for_all_requests_since_the_answer_before() {
    sent(MethodClass.HISTORY, 2);
    metrics.fetches().messagesReceived(MethodClass.HISTORY, 50);

    assertThat(value("tgf_messages_per_request_sum", MethodClass.HISTORY)).isEqualTo(50);
    assertThat(value("tgf_messages_per_request_count", MethodClass.HISTORY)).isEqualTo(2);
  }

  @Test
  void messages_in_the_memory_of_tdlib_count_for_the_next_request() {
    metrics.fetches().messagesReceived(MethodClass.HISTORY, 20);
    assertThat(value("tgf_messages_per_request_sum", MethodClass.HISTORY)).isZero();
    sent(MethodClass.HISTORY, 1);
    metrics.fetches().messagesReceived(MethodClass.HISTORY, 30);

    assertThat(value("tgf_messages_per_request_sum", MethodClass.HISTORY)).isEqualTo(50);
    assertThat(value("tgf_messages_per_request_count", MethodClass.HISTORY)).isEqualTo(1);
  }

  @Test
  void a_day_costs_the_requests_since_the_day_before() {
    RequestCosts costs = new RequestCosts(new SimpleMeterRegistry());
    IntStream.range(0, 9).forEach(i -> costs.sent(MethodClass.HISTORY));
    costs.sent(MethodClass.RESOLVE);
    costs.sent(MethodClass.OTHER);
    costs.dayFetched();
    IntStream.range(0, 2).forEach(i -> costs.sent(MethodClass.MESSAGES));
    costs.dayFetched();
    costs.sent(MethodClass.HISTORY);

    assertThat(costs.totals().days()).isEqualTo(2);
    assertThat(costs.totals().requestsOfDays()).isEqualTo(12);
    assertThat(costs.totals().requestsPerDay()).isEqualTo(6);
  }

  @Test
  void a_heartbeat_carries_the_totals() {
    sent(MethodClass.HISTORY, 91);
    metrics.fetches().messagesReceived(MethodClass.HISTORY, 4_500);
    RequestTotals totals = metrics.requestTotals();

    assertThat(totals.classes())
        .contains(new RequestTotals.OfClass("history", 91, 4_500))
        .hasSize(3);
    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(totals), RequestTotals.class))
        .isEqualTo(totals);
  }

  @Test
  void the_totals_of_workers_add_up_by_class() {
    RequestTotals one =
        new RequestTotals(
            List.of(
                new RequestTotals.OfClass("messages", 10, 2_000),
                new RequestTotals.OfClass("history", 10, 500)),
            2,
            20);
    RequestTotals other =
        new RequestTotals(List.of(new RequestTotals.OfClass("messages", 5, 500)), 1, 10);

    RequestTotals sum = RequestTotals.sum(List.of(one, other, RequestTotals.NONE));

    assertThat(sum.classes())
        .containsExactly(
            new RequestTotals.OfClass("history", 10, 500),
            new RequestTotals.OfClass("messages", 15, 2_500));
    assertThat(sum.requestsPerDay()).isEqualTo(10);
  }
}
