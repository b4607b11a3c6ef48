package dev.tgfetcher.cli.console.access;

import dev.tgfetcher.schema.json.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of the browsers, in memory: a restart ends them all. A session ends a while after
 * its last request, and after its whole time in any case. The ids are kept as hashes.
 */
final class ConsoleSessions {
  static final Duration IDLE = Duration.ofMinutes(30);
  private static final int MOST = 1_000;
  private static final int SECRET_BYTES = 32;

  private final Map<String, ConsoleSession> byHash = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Duration longest;
  private final InstantSource clock;

  /**
   * Creates an empty set of sessions.
   *
   * @param longest the time after which a session ends in any case
   */
  ConsoleSessions(Duration longest, InstantSource clock) {
    this.longest = longest;
    this.clock = clock;
  }

  /** Begins a session; returns its id, which the browser alone keeps. */
  synchronized String begin(ConsoleUser user) {
    Instant now = clock.instant();
    byHash.values().removeIf(session -> isOver(session, now));
    if (byHash.size() >= MOST) {
      byHash.entrySet().stream()
          .min(Map.Entry.comparingByValue(Comparator.comparing(ConsoleSession::usedAt)))
          .ifPresent(oldest -> byHash.remove(oldest.getKey()));
    }
    String id = secret();
    byHash.put(Sha256.hex(id), new ConsoleSession(user, secret(), now, now));
    return id;
  }

  /** The session of an id, which is used now. */
  synchronized Optional<ConsoleSession> use(String id) {
    Instant now = clock.instant();
    ConsoleSession session = byHash.get(Sha256.hex(id));
    if (session == null || isOver(session, now)) {
      byHash.remove(Sha256.hex(id));
      return Optional.empty();
    }
    byHash.put(Sha256.hex(id), session.usedAt(now));
    return Optional.of(session);
  }

  synchronized void end(String id) {
    byHash.remove(Sha256.hex(id));
  }

  private boolean isOver(ConsoleSession session, Instant now) {
    return !now.isBefore(session.usedAt().plus(IDLE))
        || !now.isBefore(session.began().plus(longest));
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
