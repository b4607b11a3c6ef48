package dev.tgfetcher.queue;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.command.FetchCommand;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An attempt that was started.
 *
 * @param token of the lease
 * @param answer of {@code claim.lua}, which says what each of its elements is
 */
record Claim(String token, List<String> answer) {
  /** When a worker first took the payload. */
  Instant run() {
    return moment(3);
  }

  Lease lease(Payload payload, FetchCommand command) {
    Map<LocalDate, Long> days = new HashMap<>();
    for (int i = 6; i < answer.size(); i += 2) {
      days.put(LocalDate.parse(answer.get(i)), Long.valueOf(answer.get(i + 1)));
    }
    return new Lease(
        payload,
        token,
        command,
        number(0),
        number(1),
        AttemptHistory.history(answer.get(4)),
        number(2),
        command.firstSeen(run()),
        run(),
        moment(5),
        days);
  }

  private int number(int element) {
    return Integer.parseInt(answer.get(element));
  }

  private Instant moment(int element) {
    return Instant.ofEpochMilli(Long.parseLong(answer.get(element)));
  }
}
