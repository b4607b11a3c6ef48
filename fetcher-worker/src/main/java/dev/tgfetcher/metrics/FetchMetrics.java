package dev.tgfetcher.metrics;

import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.json.WireName;
import dev.tgfetcher.telegram.TelegramError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts and times the requests to Telegram and the days of the archive. */
final class FetchMetrics implements FetchListener {
  private final MeterRegistry registry;
  private final ChatLabels chats;
  private final InstantSource clock;
  private final RequestCosts costs;
  private final Map<String, AtomicLong> lastSuccess = new ConcurrentHashMap<>();

  FetchMetrics(MeterRegistry registry, ChatLabels chats, InstantSource clock, RequestCosts costs) {
    this.registry = registry;
    this.chats = chats;
    this.clock = clock;
    this.costs = costs;
  }

  @Override
  public void requestEnded(MethodClass method, @Nullable TelegramError refusal, Duration took) {
    if (method == MethodClass.LOCAL) {
      return;
    }
    Counter.builder("tgf.telegram.requests")
        .description("Requests to Telegram, including immediate retries")
        .tag("method", method.wireName())
        .tag("result", refusal == null ? "ok" : WireName.of(refusal.type()))
        .register(registry)
        .increment();
    timer("tgf.telegram.request", "Time from request to answer", Buckets.REQUEST)
        .tag("method", method.wireName())
        .register(registry)
        .record(took);
  }

  @Override
  public void messagesReceived(MethodClass method, int messages) {
    costs.received(method, messages);
  }

  @Override
  public void dayFetched(FetchCommand command, WriteOutcome outcome, Duration took) {
    costs.dayFetched();
    String chat = chats.of(command.chat().folder());
    Counter.builder("tgf.messages")
        .description("Messages of fetched days")
        .tag("chat", chat)
        .register(registry)
        .increment(outcome.day().messageCount());
    lastSuccess.computeIfAbsent(chat, this::lastSuccess).set(clock.instant().getEpochSecond());
    day(command, outcome.day().complete() ? "complete" : "incomplete").record(took);
  }

  private AtomicLong lastSuccess(String chat) {
    AtomicLong seconds = new AtomicLong();
    Gauge.builder("tgf.last.success.timestamp", seconds, AtomicLong::get)
        .description("Time of the last fetched day of this chat")
        .baseUnit("seconds")
        .tag("chat", chat)
        .register(registry);
    return seconds;
  }

  @Override
  public void dayFailed(FetchCommand command, Duration took) {
    day(command, "failed").record(took);
  }

  private Timer day(FetchCommand command, String status) {
    return timer("tgf.fetch.duration", "Time to read and write one day", Buckets.WORK)
        .tag("mode", command.mode().wireName())
        .tag("status", status)
        .register(registry);
  }

  private static Timer.Builder timer(String name, String description, Duration[] buckets) {
    return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
  }
}
