package dev.tgfetcher.cli.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The results of all checks. */
public record DoctorReport(List<CheckResult> findings) {
  public DoctorReport {
    findings = List.copyOf(findings);
  }

  public boolean hasFailed() {
    return findings.stream().anyMatch(CheckResult::hasFailed);
  }

  /** The share of checks that passed, in percent. */
  @JsonProperty
  public int score() {
    long passed =
        findings.stream().filter(one -> one.outcome() == CheckResult.Outcome.PASSED).count();
    return findings.isEmpty() ? 0 : (int) (100 * passed / findings.size());
  }
}
