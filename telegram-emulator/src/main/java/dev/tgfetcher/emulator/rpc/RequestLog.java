package dev.tgfetcher.emulator.rpc;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.Account;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The requests of all clients: counters for each account and method, and the latest 10,000
 * requests. The digits of the phone number identify an account; they are empty before the login.
 */
public final class RequestLog {
  private static final int CAPACITY = 10_000;

  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();
  private final Map<Key, LongAdder> refusals = new ConcurrentHashMap<>();
  private final BlockingQueue<RecordedRequest> latest = new LinkedBlockingQueue<>(CAPACITY);

  private record Key(String phone, String method) {}

  /** Takes the oldest recorded request; null if none comes in time. */
  public @Nullable RecordedRequest takeRequest(Duration timeout) throws InterruptedException {
    return latest.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes the oldest request of a method, and discards older ones of other methods. */
  public @Nullable RecordedRequest takeRequest(String method, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    RecordedRequest request = takeRequest(timeout);
    while (request != null && !request.method().equals(method)) {
      request = takeRequest(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    return request;
  }

  public long count(Account account, String method) {
    return valueOf(counts.get(new Key(account.phone(), method)));
  }

  /** The number of requests of a method by all accounts. */
  public long count(String method) {
    return sum(counts, method);
  }

  public long total() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** The number of requests that a scripted fault refused. */
  public long refused(Account account, String method) {
    return valueOf(refusals.get(new Key(account.phone(), method)));
  }

  public long refused(String method) {
    return sum(refusals, method);
  }

  /** All counters, named {@code phone method}. */
  public Map<String, Long> counts() {
    Map<String, Long> result = new TreeMap<>();
    counts.forEach((key, count) -> result.put(key.phone() + " " + key.method(), count.sum()));
    return result;
  }

  /** Resets all counters and discards the recorded requests. */
  public void clear() {
    counts.clear();
    refusals.clear();
    latest.clear();
  }

  void record(String phone, String method, TlObject body) {
    counts.computeIfAbsent(new Key(phone, method), key -> new LongAdder()).increment();
    RecordedRequest request = new RecordedRequest(phone, method, body);
    while (!latest.offer(request)) {
      latest.poll();
    }
  }

  void recordRefusal(String phone, String method) {
    refusals.computeIfAbsent(new Key(phone, method), key -> new LongAdder()).increment();
  }

  private static long sum(Map<Key, LongAdder> counters, String method) {
    return counters.entrySet().stream()
        .filter(entry -> entry.getKey().method().equals(method))
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }

  private static long valueOf(@Nullable LongAdder counter) {
    return counter == null ? 0 : counter.sum();
  }
}
