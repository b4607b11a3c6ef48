package dev.tgfetcher.cli.doctor;

/** Whether this Java is one that the program is tested on. */
final class JavaCheck {
  private static final int OLDEST = 17;

  private JavaCheck() {}

  static Finding of(Runtime.Version version) {
    return version.feature() >= OLDEST
        ? Finding.passed("java", version.toString())
        : Finding.failed("java", version.toString(), "install Java 17 or later");
  }
}
