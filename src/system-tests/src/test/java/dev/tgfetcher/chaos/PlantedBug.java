package dev.tgfetcher.chaos;

import dev.tgfetcher.chaos.history.Violation.Rule;
import dev.tgfetcher.queue.CommandQueue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bug in a script of the queue, for workers of a test: its folder is the first on their class
 * path, so the script with the bug takes the place of the right one.
 */
enum PlantedBug {
  /** The command of a dead worker is taken from its list, and comes to no other place. */
  LOST_WITH_ITS_WORKER("reclaim", "redis.call('LPUSH', pending, payload)", Rule.ENDS),
  /** A finished day is not remembered, so the next worker announces it again. */
  ANNOUNCED_AGAIN(
      "announce",
      "redis.call('HSET', counters, 'day:' .. day, string.format('%.0f', messages))",
      Rule.EVENT_ONCE),
  /** A finished command stays in the list of its worker, and runs again. */
  RUNS_AGAIN("settle", "redis.call('LREM', processing, 1, payload)", Rule.ENDS_ONCE);

  private final String script;
  private final String missing;
  private final Rule broken;

  /**
   * Plants a bug.
   *
   * @param missing the call that the script lacks
   * @param broken the rule that a history with the bug breaks
   */
  PlantedBug(String script, String missing, Rule broken) {
    this.script = script;
    this.missing = missing;
    this.broken = broken;
  }

  /** The rule that a history with this bug breaks. */
  Rule broken() {
    return broken;
  }

  /** Writes the script with the bug below a folder. */
  void plantIn(Path folder) throws IOException {
    String name = script + ".lua";
    try (InputStream right = CommandQueue.class.getResourceAsStream(name)) {
      String text = new String(right.readAllBytes(), StandardCharsets.UTF_8);
      if (!text.contains(missing)) {
        throw new IllegalStateException(name + " has no '" + missing + "' to leave out");
      }
      Path file = folder.resolve(CommandQueue.class.getPackageName().replace('.', '/'));
      Files.writeString(
          Files.createDirectories(file).resolve(name), text.replace(missing, "local bug = 1"));
    }
  }
}
