package dev.tgfetcher.cli.console.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rights of a user; each role has those of the roles before it. */
public enum ConsoleRole {
  /** Reads all pages. */
  VIEWER,
  /** Changes commands, dead letters, limits and workers. */
  OPERATOR;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean includes(ConsoleRole other) {
    return compareTo(other) >= 0;
  }

  static Optional<ConsoleRole> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
