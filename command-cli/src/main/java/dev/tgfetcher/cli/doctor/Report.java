package dev.tgfetcher.cli.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** All that was found. */
public record Report(List<Finding> findings) {
  public Report {
    findings = List.copyOf(findings);
  }

  public boolean hasFailed() {
    return findings.stream().anyMatch(Finding::hasFailed);
  }

  /** The share of checks that passed, in percent. */
  @JsonProperty
  public int score() {
    long passed = findings.stream().filter(one -> one.outcome() == Finding.Outcome.PASSED).count();
    return findings.isEmpty() ? 0 : (int) (100 * passed / findings.size());
  }
}
