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
 * The options of the command line.
 *
 * @param world {@code lively[:SEED[:DAYS[:MESSAGES_A_DAY]]]} or {@code
 *     generated[:SEED[:CHATS[:MESSAGES[:DAYS]]]]}; both end today, in UTC
 * @param port the port, or 0 for any free one
 * @param state the directory of keys and logins; null to keep them in memory
 * @param accounts the number of accounts
 * @param exitWithParent whether to stop when standard input ends
 */
record EmulatorOptions(
    String world, int port, @Nullable Path state, int accounts, boolean exitWithParent) {
  private static final String USAGE =
      "usage: [--world lively:SEED:DAYS:MESSAGES_A_DAY | generated:SEED:CHATS:MESSAGES:DAYS]"
          + " [--port N] [--state DIR] [--accounts N] [--exit-with-parent]";

  static EmulatorOptions parse(String... args) {
    EmulatorOptions options = new EmulatorOptions("lively", 0, null, 1, false);
    Iterator<String> arguments = List.of(args).iterator();
    while (arguments.hasNext()) {
      options = options.with(arguments.next(), arguments);
    }
    return options;
  }

  TelegramEmulator start() {
    World generatedWorld = World.generated(seed(), spec(Instant.now()).withAccounts(accounts));
    return state == null
        ? TelegramEmulator.start(generatedWorld, port)
        : TelegramEmulator.start(generatedWorld, port, state);
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

  private int number(int index, int defaultValue) {
    List<String> parts = List.of(world.split(":", -1));
    return index < parts.size() ? parse(parts.get(index)) : defaultValue;
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
