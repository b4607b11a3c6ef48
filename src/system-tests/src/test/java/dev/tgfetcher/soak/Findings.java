package dev.tgfetcher.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run finds wrong, with the time since its start. */
final class Findings {
  private static final Logger log = LoggerFactory.getLogger(Findings.class);

  private final Instant start = Instant.now();
  private final List<String> found = new ArrayList<>();

  /** Any thread may add a sentence. */
  synchronized void add(String sentence) {
    Duration after = Duration.between(start, Instant.now());
    log.warn("{}", sentence);
    found.add("%d:%02d  %s".formatted(after.toMinutes(), after.toSecondsPart(), sentence));
  }

  synchronized List<String> all() {
    return List.copyOf(found);
  }
}
