package dev.tgfetcher.cli.doctor;

/** Whether this Java is one that the program is tested on. */
final class JavaCheck {
  private static final int OLDEST = 17;

  private JavaCheck() {}

  static CheckResult of(Runtime.Version version) {
    return version.feature() >= OLDEST
        ? CheckResult.passed("java", version.toString())
        : CheckResult.failed("java", version.toString(), "install Java 17 or later");
  }
}
