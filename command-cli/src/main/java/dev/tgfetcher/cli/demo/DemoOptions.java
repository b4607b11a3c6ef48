package dev.tgfetcher.cli.demo;

import java.nio.file.Path;

/**
 * The options of the demo.
 *
 * @param days the number of days before today
 * @param messages the number of messages a day in each chat
 * @param keep whether Redis and Telegram run on for a second terminal
 * @param console whether they run on with a console in the browser
 */
public record DemoOptions(
    Path dataDirectory, int days, int messages, boolean keep, boolean console) {
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
