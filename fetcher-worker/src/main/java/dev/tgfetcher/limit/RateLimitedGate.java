package dev.tgfetcher.limit;

import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sends the requests of one session within its account's budget; used by one thread at a time.
 *
 * <ol>
 *   <li>takes a permit, also for what TDLib has sent beyond the request before;
 *   <li>waits for it; gives up where the class is held for too long, or where a name's turn is far
 *       away: then nothing of the command is done yet, and others can go on meanwhile;
 *   <li>after a hold tries first, or waits for whoever does;
 *   <li>sends, and tells the budget of floods: refusals, and waits that TDLib sits out.
 * </ol>
 */
public final class RateLimitedGate implements RequestGate {
  /** As long as the shortest flood waits that were reported; nothing else takes so long. */
  private static final Duration ABSORBED = Duration.ofSeconds(3);

  /** A wait that TDLib has sat out is over: what is left is to go on more slowly. */
  private static final Duration AFTER_ABSORBED = Duration.ofSeconds(1);

  /**
   * What is asked for in a row: whoever waited for one has a permit reserved for the next with it,
   * or each would cost two questions, for the place and at its time.
   */
  private static final Set<MethodClass> SERIES =
      EnumSet.of(MethodClass.HISTORY, MethodClass.REPLIES);

  /** Whoever comes so late to a permit that was reserved ahead has lost it. */
  private static final Duration LATEST = Duration.ofSeconds(1);

  /** A command at work waits for its turn, unless the turns are so rare that no day can be read. */
  private static final Duration LONGEST_TURN = Duration.ofHours(12);

  /** A request may show on the wire a little after its answer was known. */
  private static final Duration LATE = Duration.ofMillis(50);

  private final RateLimiter budget;
  private final Sleeper pause;
  private final LongSupplier nanoTime;
  private final Duration deferAfter;
  private final LimitListener listener;
  private final FloodReporter floods;
  private final SessionUsage use;
  private final Map<MethodClass, Place> ahead = new EnumMap<>(MethodClass.class);

  /** A permit that was reserved, and the moment for which. */
  private record Place(String id, long nanos) {}

  /**
   * Guards a session.
   *
   * @param nanoTime a clock that only goes forward, such as {@link System#nanoTime}
   * @param deferAfter the longest that a request waits for its permit
   * @param tally of what the session sends
   */
  public RateLimitedGate(
      RateLimiter budget,
      Sleeper pause,
      LongSupplier nanoTime,
      Duration deferAfter,
      LimitListener listener,
      WireRequestCounter tally) {
    this.budget = budget;
    this.pause = pause;
    this.nanoTime = nanoTime;
    this.deferAfter = deferAfter;
    this.listener = listener;
    this.floods = new FloodReporter(budget, listener);
    this.use = new SessionUsage(tally);
  }

  /**
   * Waits for a permit and sends.
   *
   * @throws RateLimitHoldException when the wait would be longer than allowed; nothing was sent
   */
  @Override
  public JsonNode pass(Call call) throws InterruptedException {
    MethodClass method = call.method();
    Request request = call.request();
    if (method == MethodClass.LOCAL) {
      return request.send();
    }
    boolean probe = take(method, call.requests(), call.subject());
    return probe ? probe(method, request) : send(method, request);
  }

  /** Returns whether the request is the one that is tried first. */
  private boolean take(MethodClass method, int requests, @Nullable String subject)
      throws InterruptedException {
    long start = nanoTime.getAsLong();
    long sent = use.sent(method);
    int owed = use.owed(method, sent) + requests - 1;
    Duration patience = method == MethodClass.RESOLVE ? deferAfter : LONGEST_TURN;
    Place place = subject == null ? reserved(method, start) : null;
    String id = place != null ? place.id() : subject != null ? subject : newId();
    PermitRequest ask =
        new PermitRequest(method, id, owed, deferAfter, patience, false, null, place != null);
    try {
      boolean probe = place == null ? await(ask, start) : await(ask, start, place);
      use.paid(method, sent, requests);
      listener.waited(method, since(start));
      return probe;
    } catch (InterruptedException e) {
      budget.giveBack(ask);
      throw e;
    }
  }

  private @Nullable Place reserved(MethodClass method, long now) {
    Place place = ahead.remove(method);
    return place != null && now - place.nanos() <= LATEST.toNanos() ? place : null;
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /** The place is known, so nobody has to be asked before its time has come. */
  private boolean await(PermitRequest ask, long start, Place place) throws InterruptedException {
    Duration wait = Duration.ofNanos(place.nanos() - start);
    if (wait.isNegative()) {
      return await(ask, start);
    }
    pause.sleep(wait);
    return await(ask.reserving(newId()), start);
  }

  private boolean await(PermitRequest first, long start) throws InterruptedException {
    PermitRequest ask = first;
    PermitDecision answer = budget.ask(ask);
    while (true) {
      if (answer instanceof PermitDecision.Granted granted) {
        keep(ask, granted);
        return granted.probe();
      }
      if (answer instanceof PermitDecision.TooLong tooLong) {
        listener.deferred(ask.method(), tooLong.time());
        throw new RateLimitHoldException(ask.method(), tooLong.time(), tooLong.held());
      }
      if (answer instanceof PermitDecision.Wait wait) {
        pause.sleep(wait.time());
        ask = SERIES.contains(ask.method()) && ask.next() == null ? ask.reserving(newId()) : ask;
        answer = budget.ask(ask.after(since(start)));
      } else {
        answer = askFirst(ask.after(since(start)));
      }
    }
  }

  private void keep(PermitRequest ask, PermitDecision.Granted granted) {
    String next = ask.next();
    Duration wait = granted.next();
    if (next != null && wait != null) {
      ahead.put(ask.method(), new Place(next, nanoTime.getAsLong() + wait.toNanos()));
    }
  }

  private PermitDecision askFirst(PermitRequest ask) throws InterruptedException {
    if (!budget.tryProbe(ask.method(), ask.longest())) {
      return new PermitDecision.TooLong(deferAfter, true);
    }
    boolean probing = false;
    try {
      PermitDecision answer = budget.ask(ask.asProbe());
      probing = answer instanceof PermitDecision.Granted granted && granted.probe();
      return answer;
    } finally {
      if (!probing) {
        budget.endProbe(ask.method());
      }
    }
  }

  private JsonNode probe(MethodClass method, Request request) throws InterruptedException {
    long sent = use.sent(method);
    boolean answered = false;
    try {
      JsonNode answer = send(method, request);
      answered = true;
      return answer;
    } catch (TelegramException e) {
      answered = isAnswer(e.type());
      throw e;
    } finally {
      try {
        if (answered && wentOut(method, sent)) {
          budget.passed(method);
        }
      } finally {
        budget.endProbe(method);
      }
    }
  }

  private static boolean isAnswer(TelegramErrorType type) {
    return switch (type) {
      case FLOOD, UNAVAILABLE, TIMEOUT -> false;
      default -> true;
    };
  }

  /** What TDLib answers by itself proves nothing. */
  private boolean wentOut(MethodClass method, long sentBefore) throws InterruptedException {
    if (!use.isBlind() && use.sent(method) == sentBefore) {
      pause.sleep(LATE);
    }
    return use.isBlind() || use.sent(method) > sentBefore;
  }

  private JsonNode send(MethodClass method, Request request) throws InterruptedException {
    long start = nanoTime.getAsLong();
    long floodsBefore = use.floods();
    try {
      JsonNode answer = request.send();
      if (use.isBlind() && since(start).compareTo(ABSORBED) >= 0) {
        floods.tell(method, AFTER_ABSORBED);
      }
      return answer;
    } catch (TelegramException e) {
      Duration wait = e.error().retryAfter();
      if (wait != null && use.floods() == floodsBefore) {
        floods.tell(method, wait);
      }
      throw e;
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
