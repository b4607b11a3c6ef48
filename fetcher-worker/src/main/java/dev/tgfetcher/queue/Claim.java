package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An attempt that has started.
 *
 * @param token of the lease
 * @param reply of {@code claim.lua}, whose header names the elements
 */
record Claim(String token, List<String> reply) {
  /** When a worker first took the payload, which names the command's run. */
  Instant run() {
    return instant(3);
  }

  Lease lease(Payload payload, FetchCommand command, boolean low) {
    Map<LocalDate, Long> days = new HashMap<>();
    for (int i = 6; i < reply.size(); i += 2) {
      days.put(LocalDate.parse(reply.get(i)), Long.valueOf(reply.get(i + 1)));
    }
    return new Lease(
        payload,
        token,
        command,
        low,
        number(0),
        number(1),
        AttemptHistory.history(reply.get(4)),
        number(2),
        command.firstSeen(run()),
        run(),
        instant(5),
        days);
  }

  private int number(int element) {
    return Integer.parseInt(reply.get(element));
  }

  private Instant instant(int element) {
    return Instant.ofEpochMilli(Long.parseLong(reply.get(element)));
  }
}
