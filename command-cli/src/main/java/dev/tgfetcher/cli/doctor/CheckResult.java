package dev.tgfetcher.cli.doctor;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param detail what is there, or what is wrong with it
 * @param remedy how to mend it; null when it passed
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
      throw new IllegalArgumentException("a remedy belongs to what did not pass, and only there");
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
