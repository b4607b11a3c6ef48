package dev.tgfetcher.emulator;

import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param world {@code lively[:SEED[:DAYS[:MESSAGES_A_DAY]]]} or {@code
 *     generated[:SEED[:CHATS[:MESSAGES[:DAYS]]]]}; both end today, in UTC
 * @param port 0 for any free one
 * @param state where logins are kept; null to forget them
 * @param accounts how many can log in
 * @param exitWithParent whether to stop when standard input ends
 */
record EmulatorOptions(
    String world, int port, @Nullable Path state, int accounts, boolean exitWithParent) {
  private static final String USAGE =
      "usage: [--world lively:SEED:DAYS:MESSAGES_A_DAY | generated:SEED:CHATS:MESSAGES:DAYS]"
          + " [--port N] [--state DIR] [--accounts N] [--exit-with-parent]";

  static EmulatorOptions parse(String... args) {
    EmulatorOptions options = new EmulatorOptions("lively", 0, null, 1, false);
    Iterator<String> words = List.of(args).iterator();
    while (words.hasNext()) {
      options = options.with(words.next(), words);
    }
    return options;
  }

  TelegramEmulator start() {
    World built = World.generated(seed(), spec(Instant.now()).withAccounts(accounts));
    return state == null
        ? TelegramEmulator.start(built, port)
        : TelegramEmulator.start(built, port, state);
  }

  WorldSpec spec(Instant now) {
    if (world.startsWith("lively")) {
      return WorldSpec.lively(now, number(2, 14), number(3, 120));
    }
    if (world.startsWith("generated")) {
      Instant from = now.minus(Duration.ofDays(number(4, 30)));
      return WorldSpec.supergroups(number(2, 1), number(3, 100_000), from, now);
    }
    throw new IllegalArgumentException(USAGE);
  }

  private long seed() {
    return number(1, 1);
  }

  private int number(int place, int byDefault) {
    List<String> parts = List.of(world.split(":", -1));
    return place < parts.size() ? parse(parts.get(place)) : byDefault;
  }

  private EmulatorOptions with(String name, Iterator<String> rest) {
    return switch (name) {
      case "--world" -> new EmulatorOptions(value(rest), port, state, accounts, exitWithParent);
      case "--port" ->
          new EmulatorOptions(world, parse(value(rest)), state, accounts, exitWithParent);
      case "--state" ->
          new EmulatorOptions(world, port, Path.of(value(rest)), accounts, exitWithParent);
      case "--accounts" ->
          new EmulatorOptions(world, port, state, parse(value(rest)), exitWithParent);
      case "--exit-with-parent" -> new EmulatorOptions(world, port, state, accounts, true);
      default -> throw new IllegalArgumentException(USAGE);
    };
  }

  private static String value(Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(USAGE);
    }
    return rest.next();
  }

  private static int parse(String number) {
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(USAGE, e);
    }
  }
}
