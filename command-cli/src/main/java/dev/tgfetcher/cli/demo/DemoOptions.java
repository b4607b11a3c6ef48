package dev.tgfetcher.cli.demo;

import java.nio.file.Path;

/**
 * How the demo is wanted.
 *
 * @param days before today
 * @param messages a day in each chat
 * @param keep leave Redis and Telegram running for a second terminal
 */
public record DemoOptions(Path dataDirectory, int days, int messages, boolean keep) {
  private static final int MOST_DAYS = 365;
  private static final int MOST_MESSAGES = 20_000;

  public DemoOptions {
    requireWithin("--days", days, MOST_DAYS);
    requireWithin("--messages", messages, MOST_MESSAGES);
  }

  private static void requireWithin(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " must be 1 to " + most + ": " + value);
    }
  }
}
