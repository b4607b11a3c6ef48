package dev.tgfetcher.cli.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param detail the value that was found, or the problem
 * @param remedy how to correct the problem; null if the check passed
 */
public record CheckResult(String check, Outcome outcome, String detail, @Nullable String remedy) {

  public enum Outcome {
    PASSED,
    WARNED,
    FAILED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CheckResult {
    if ((outcome == Outcome.PASSED) != (remedy == null)) {
      throw new IllegalArgumentException(
          "a check has a remedy if and only if it did not pass: " + outcome + ", " + remedy);
    }
  }

  static CheckResult passed(String check, String detail) {
    return new CheckResult(check, Outcome.PASSED, detail, null);
  }

  static CheckResult warned(String check, String detail, String remedy) {
    return new CheckResult(check, Outcome.WARNED, detail, remedy);
  }

  static CheckResult failed(String check, String detail, String remedy) {
    return new CheckResult(check, Outcome.FAILED, detail, remedy);
  }

  public boolean hasFailed() {
    return outcome == Outcome.FAILED;
  }
}
