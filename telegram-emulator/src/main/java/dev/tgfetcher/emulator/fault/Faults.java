package dev.tgfetcher.emulator.fault;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.wire.AuthKeys;
import dev.tgfetcher.emulator.world.Account;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scripted faults of the emulator. Any thread may change them at any time. */
public final class Faults {
  private static final Pattern FLOOD_WAIT = Pattern.compile("(FLOOD|SLOWMODE)_.*WAIT_\\d+");

  private final InstantSource clock;
  private final AuthKeys authKeys;
  private final Runnable dropConnections;
  private final List<ScriptedError> errors = new CopyOnWriteArrayList<>();
  private final Map<String, Duration> stalls = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> blocked = new ConcurrentHashMap<>();
  private final Map<String, FloodRule> floodRules = new ConcurrentHashMap<>();
  private final AnswerSizes sizes = new AnswerSizes();
  private final AtomicLong requestsUntilDrop = new AtomicLong();
  private final AtomicLong requestsUntilEvent = new AtomicLong();
  private volatile Runnable event = () -> {};

  /**
   * @param dropConnections closes all connections
   */
  public Faults(InstantSource clock, AuthKeys authKeys, Runnable dropConnections) {
    this.clock = clock;
    this.authKeys = authKeys;
    this.dropConnections = dropConnections;
  }

  /** Limits the use of a method, for each account on its own. Replaces an earlier limit. */
  public FloodRule limit(String method, FloodLimit limit) {
    return limit(List.of(method), limit);
  }

  /** Limits methods together: each account has one bucket for all of them. */
  public FloodRule limit(List<String> methods, FloodLimit limit) {
    FloodRule rule = new FloodRule(limit, clock);
    methods.forEach(method -> floodRules.put(method, rule));
    return rule;
  }

  /**
   * Changes the limit of a method; its buckets keep their tokens. Adds the limit if there is none.
   */
  public void changeLimit(String method, FloodLimit limit) {
    FloodRule rule = floodRules.get(method);
    if (rule == null) {
      limit(method, limit);
    } else {
      rule.changeLimit(limit);
    }
  }

  /** One line for each account and limited method: {@code phone method granted refused}. */
  public List<String> floodCounts() {
    return floodRules.entrySet().stream()
        .flatMap(rule -> rule.getValue().counts(rule.getKey()))
        .sorted()
        .toList();
  }

  /**
   * Lets the next requests of a method fail.
   *
   * @param text Telegram's error, such as {@code FLOOD_WAIT_7}; the code is 420 for waits, else 400
   */
  public void failNext(String method, int times, String text) {
    failNext(method, times, codeOf(text), text);
  }

  public void failNext(String method, int times, int code, String text) {
    failAfter(method, 0, times, code, text);
  }

  /** Lets some requests of a method pass, and the next ones fail. */
  public void failAfter(String method, int passing, int times, String text) {
    failAfter(method, passing, times, codeOf(text), text);
  }

  private void failAfter(String method, int passing, int times, int code, String text) {
    errors.add(new ScriptedError(method, passing, times, new FaultDecision.Refuse(code, text)));
  }

  /** Delays every response of a method; a delay of zero ends it. */
  public void stall(String method, Duration delay) {
    if (delay.isZero()) {
      stalls.remove(method);
    } else {
      stalls.put(method, delay);
    }
  }

  /**
   * Cuts the messages of every response of a method; a size of zero ends it. A short page says
   * nothing about the messages that it leaves out.
   */
  public void shortenPages(String method, int messages) {
    sizes.shorten(method, messages);
  }

  /**
   * Refuses every request of a method that names more messages than this; zero ends it.
   *
   * @param text Telegram's error
   */
  public void refuseMoreIds(String method, int mostIds, String text) {
    sizes.refuseMoreIds(method, mostIds, new FaultDecision.Refuse(codeOf(text), text));
  }

  /** Returns the response as it leaves the emulator. */
  public Object shorten(String method, Object response) {
    return sizes.cut(method, response);
  }

  /** Withholds every response of a method until {@link #unblock}. */
  public void block(String method) {
    blocked.putIfAbsent(method, new CompletableFuture<>());
  }

  /** Sends the withheld responses of a method, and withholds no more. */
  public void unblock(String method) {
    CompletableFuture<Void> unblocked = blocked.remove(method);
    if (unblocked != null) {
      unblocked.complete(null);
    }
  }

  /** Closes all connections once. */
  public void dropConnections() {
    dropConnections.run();
  }

  /** Lets some requests pass, and closes the connection of the next one. */
  public void dropAfter(int requests) {
    requestsUntilDrop.set(requests + 1L);
  }

  /** Lets some requests pass, and runs an event in the world before the next one. */
  public void runAfter(int requests, Runnable newEvent) {
    event = newEvent;
    requestsUntilEvent.set(requests + 1L);
  }

  /** Ends all sessions of an account: its requests fail with 401 from now on. */
  public void revokeSessions(Account account) {
    authKeys.logOutUser(account.user().id());
  }

  /** Removes all faults. Revoked sessions stay revoked. */
  public void clear() {
    errors.clear();
    stalls.clear();
    blocked.keySet().forEach(this::unblock);
    floodRules.clear();
    sizes.clear();
    requestsUntilDrop.set(0);
    requestsUntilEvent.set(0);
  }

  /** Decides about one request, and counts it. */
  public FaultDecision decide(String phone, TlObject request) {
    String method = request.name();
    if (requestsUntilEvent.get() > 0 && requestsUntilEvent.decrementAndGet() == 0) {
      event.run();
    }
    if (requestsUntilDrop.get() > 0 && requestsUntilDrop.decrementAndGet() == 0) {
      return new FaultDecision.Disconnect();
    }
    for (ScriptedError error : errors) {
      if (error.consume(method)) {
        return error.decision();
      }
    }
    FloodRule rule = floodRules.get(method);
    Duration wait = rule == null ? Duration.ZERO : rule.bucketOf(phone).take();
    if (!wait.isZero()) {
      return FaultDecision.Refuse.floodWait(wait.toSeconds());
    }
    FaultDecision.Refuse tooManyIds = sizes.decide(request);
    if (tooManyIds != null) {
      return tooManyIds;
    }
    return pace(method);
  }

  private FaultDecision pace(String method) {
    CompletableFuture<Void> unblocked = blocked.get(method);
    if (unblocked != null) {
      return new FaultDecision.Block(unblocked);
    }
    Duration delay = stalls.get(method);
    return delay == null ? new FaultDecision.Proceed() : new FaultDecision.Stall(delay);
  }

  private static int codeOf(String text) {
    Matcher wait = FLOOD_WAIT.matcher(text);
    return wait.matches() ? 420 : 400;
  }
}
