package dev.tgfetcher.emulator.fault;

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

/** The script of what goes wrong. Everything may be changed at any time. */
public final class Faults {
  private static final Pattern WAIT = Pattern.compile("(FLOOD|SLOWMODE)_.*WAIT_\\d+");

  private final InstantSource clock;
  private final AuthKeys authKeys;
  private final Runnable drop;
  private final List<ScriptedAnswer> answers = new CopyOnWriteArrayList<>();
  private final Map<String, Duration> stalls = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> held = new ConcurrentHashMap<>();
  private final Map<String, FloodRule> rules = new ConcurrentHashMap<>();
  private final AtomicLong untilDrop = new AtomicLong();

  /**
   * @param drop closes all connections
   */
  public Faults(InstantSource clock, AuthKeys authKeys, Runnable drop) {
    this.clock = clock;
    this.authKeys = authKeys;
    this.drop = drop;
  }

  /** Limits every account by itself in its use of a method; an earlier limit is replaced. */
  public FloodRule floodBucket(String method, FloodLimit limit) {
    FloodRule rule = new FloodRule(limit, clock);
    rules.put(method, rule);
    return rule;
  }

  /** Limits a method, or changes what its buckets grant from now on, without telling anybody. */
  public void regrant(String method, FloodLimit limit) {
    FloodRule rule = rules.get(method);
    if (rule == null) {
      floodBucket(method, limit);
    } else {
      rule.limit(limit);
    }
  }

  /** What was limited, as {@code phone method granted refused}. */
  public List<String> floods() {
    return rules.entrySet().stream()
        .flatMap(rule -> rule.getValue().counts(rule.getKey()))
        .sorted()
        .toList();
  }

  /** Answers the next requests of a method with an error, as {@code FLOOD_WAIT_7}. */
  public void answer(String method, int times, String text) {
    answer(method, times, codeOf(text), text);
  }

  public void answer(String method, int times, int code, String text) {
    answerAfter(method, 0, times, code, text);
  }

  /** Lets so many requests of a method pass, and answers the next ones with an error. */
  public void answerAfter(String method, int passing, int times, String text) {
    answerAfter(method, passing, times, codeOf(text), text);
  }

  private void answerAfter(String method, int passing, int times, int code, String text) {
    answers.add(new ScriptedAnswer(method, passing, times, new FaultDecision.Refuse(code, text)));
  }

  /** Holds back every answer of a method for so long; zero ends it. */
  public void stall(String method, Duration duration) {
    if (duration.isZero()) {
      stalls.remove(method);
    } else {
      stalls.put(method, duration);
    }
  }

  /** Holds back every answer of a method until it is let go. */
  public void hold(String method) {
    held.putIfAbsent(method, new CompletableFuture<>());
  }

  /** Gives the answers of a method that are held back, and holds back no more. */
  public void letGo(String method) {
    CompletableFuture<Void> over = held.remove(method);
    if (over != null) {
      over.complete(null);
    }
  }

  /** Closes all connections once. */
  public void dropConnections() {
    drop.run();
  }

  /** Lets so many requests pass, and closes the connection of the one after. */
  public void dropAfter(int requests) {
    untilDrop.set(requests + 1L);
  }

  /** Ends all sessions of an account: its requests are answered 401 from now on. */
  public void loseSession(Account account) {
    authKeys.logOutUser(account.user().id());
  }

  /** Ends everything but floods of the past and lost sessions. */
  public void clear() {
    answers.clear();
    stalls.clear();
    held.keySet().forEach(this::letGo);
    rules.clear();
    untilDrop.set(0);
  }

  /** What is to become of this request; asking counts as making it. */
  public FaultDecision judge(String phone, String method) {
    if (untilDrop.get() > 0 && untilDrop.decrementAndGet() == 0) {
      return new FaultDecision.HangUp();
    }
    for (ScriptedAnswer answer : answers) {
      if (answer.takesOne(method)) {
        return answer.verdict();
      }
    }
    FloodRule rule = rules.get(method);
    Duration wait = rule == null ? Duration.ZERO : rule.bucketOf(phone).take();
    if (!wait.isZero()) {
      return FaultDecision.Refuse.floodWait(wait.toSeconds());
    }
    CompletableFuture<Void> over = held.get(method);
    if (over != null) {
      return new FaultDecision.Hold(over);
    }
    Duration stall = stalls.get(method);
    return stall == null ? new FaultDecision.Pass() : new FaultDecision.Stall(stall);
  }

  private static int codeOf(String text) {
    Matcher wait = WAIT.matcher(text);
    return wait.matches() ? 420 : 400;
  }
}
