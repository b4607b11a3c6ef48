package dev.tgfetcher.cli.console.access;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits the failed logins of each address and of all addresses together, so that passwords and
 * tokens cannot be guessed. A login that is under way counts as failed until it succeeds.
 */
final class LoginLimiter {
  static final Duration WINDOW = Duration.ofMinutes(5);
  static final int MOST_OF_AN_ADDRESS = 10;
  static final int MOST_OF_ALL = 100;
  private static final int MOST_ADDRESSES = 1_000;

  private final InstantSource clock;
  private final Deque<Instant> all = new ArrayDeque<>();
  private final Map<InetAddress, Deque<Instant>> byAddress =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Deque<Instant>> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  LoginLimiter(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts an attempt; false if it must not be made. */
  synchronized boolean permits(InetAddress peer) {
    Deque<Instant> own = byAddress.computeIfAbsent(peer, address -> new ArrayDeque<>());
    forget(own);
    forget(all);
    if (own.size() >= MOST_OF_AN_ADDRESS || all.size() >= MOST_OF_ALL) {
      return false;
    }
    own.add(clock.instant());
    all.add(clock.instant());
    return true;
  }

  /** Takes the last attempt of an address back, because it succeeded. */
  synchronized void succeeded(InetAddress peer) {
    Deque<Instant> own = byAddress.get(peer);
    if (own != null && !own.isEmpty()) {
      all.removeLastOccurrence(own.removeLast());
    }
  }

  private void forget(Deque<Instant> attempts) {
    Instant oldest = clock.instant().minus(WINDOW);
    while (!attempts.isEmpty() && attempts.peekFirst().isBefore(oldest)) {
      attempts.removeFirst();
    }
  }
}
