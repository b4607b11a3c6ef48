package dev.tgfetcher.cli.doctor;

/** Checks that this is Java 17 or later. */
final class JavaCheck {
  private static final int OLDEST = 17;

  private JavaCheck() {}

  static CheckResult of(Runtime.Version version) {
    return version.feature() >= OLDEST
        ? CheckResult.passed("java", version.toString())
        : CheckResult.failed("java", version.toString(), "install Java 17 or later");
  }
}
