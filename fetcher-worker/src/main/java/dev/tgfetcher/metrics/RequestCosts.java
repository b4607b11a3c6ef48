package dev.tgfetcher.metrics;

import dev.tgfetcher.limit.MethodClass;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Relates the requests that Telegram received to the messages and days that came of them. TDLib's
 * log reports the requests; an answer counts for all requests of its class since the answer before.
 * So the sums and counts are exact, while several sessions of a process may share the requests of
 * one answer.
 */
final class RequestCosts {
  /** Answers of these classes have messages. */
  private static final Set<MethodClass> READING =
      EnumSet.of(MethodClass.HISTORY, MethodClass.MESSAGES, MethodClass.REPLIES);

  /** TDLib sends the other ones at its start, whatever it reads then. */
  private static final Set<MethodClass> OF_DAYS =
      EnumSet.complementOf(EnumSet.of(MethodClass.OTHER, MethodClass.LOCAL));

  private final Map<MethodClass, Answers> answers = new EnumMap<>(MethodClass.class);
  private final Map<MethodClass, Days> days = new EnumMap<>(MethodClass.class);

  RequestCosts(MeterRegistry registry) {
    READING.forEach(method -> answers.put(method, new Answers(registry, method)));
    OF_DAYS.forEach(method -> days.put(method, new Days(registry, method)));
  }

  /** Counts a request on its way to Telegram. */
  void sent(MethodClass method) {
    Answers ofClass = answers.get(method);
    if (ofClass != null) {
      ofClass.unanswered.incrementAndGet();
    }
    Days ofDays = days.get(method);
    if (ofDays != null) {
      ofDays.sinceLastDay.incrementAndGet();
    }
  }

  /** Counts the messages of an answer, which may be none. */
  void received(MethodClass method, int messages) {
    Answers ofClass = answers.get(method);
    if (ofClass != null) {
      ofClass.received(messages);
    }
  }

  /** Counts an archived day. */
  void dayFetched() {
    days.values().forEach(Days::end);
  }

  RequestTotals totals() {
    return new RequestTotals(
        answers.values().stream().map(Answers::total).toList(),
        days.values().stream().mapToLong(one -> one.perDay.count()).max().orElse(0),
        Math.round(days.values().stream().mapToDouble(one -> one.perDay.totalAmount()).sum()));
  }

  private static final class Answers {
    private final MethodClass method;
    private final DistributionSummary perRequest;
    private final AtomicLong unanswered = new AtomicLong();

    /** Messages that TDLib had in its memory: they belong to an earlier or a later request. */
    private long withoutRequest;

    Answers(MeterRegistry registry, MethodClass method) {
      this.method = method;
      this.perRequest =
          DistributionSummary.builder("tgf.messages.per.request")
              .description("Messages that a request to Telegram returns")
              .tag("method", method.wireName())
              .register(registry);
    }

    synchronized void received(int messages) {
      withoutRequest += messages;
      long requests = unanswered.getAndSet(0);
      for (long i = 0; i < requests; i++) {
        perRequest.record((double) withoutRequest / requests);
      }
      if (requests > 0) {
        withoutRequest = 0;
      }
    }

    RequestTotals.OfClass total() {
      return new RequestTotals.OfClass(
          method.wireName(), perRequest.count(), Math.round(perRequest.totalAmount()));
    }
  }

  private static final class Days {
    private final DistributionSummary perDay;
    private final AtomicLong sinceLastDay = new AtomicLong();

    Days(MeterRegistry registry, MethodClass method) {
      this.perDay =
          DistributionSummary.builder("tgf.requests.per.day")
              .description("Requests to Telegram since the last archived day")
              .tag("method", method.wireName())
              .register(registry);
    }

    void end() {
      perDay.record((double) sinceLastDay.getAndSet(0));
    }
  }
}
