package dev.tgfetcher.bench;

import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** An emulator as a separate process, so that the worker's measurements exclude it. */
final class WorldServer {
  static final String CHAT = "large";
  private static final long SEED = 1;

  private WorldServer() {}

  /** Arguments: first day, number of days, messages per day. Prints the URL for TELEGRAM_PROXY. */
  public static void main(String[] args) throws IOException {
    int[] messages = new int[Integer.parseInt(args[1])];
    Arrays.fill(messages, Integer.parseInt(args[2]));
    Timeline timeline = Timeline.days(LocalDate.parse(args[0]), messages);
    GeneratedChat chat = GeneratedChat.supergroup(CHAT, "Large", timeline);
    World world = World.generated(SEED, new WorldSpec(1, List.of(chat)));
    try (TelegramEmulator emulator = TelegramEmulator.start(world)) {
      System.out.println(emulator.proxyUrl());
      JavaProcess.awaitEndOfInput();
    }
  }

  static JavaProcess start(LocalDate firstDay, int days, int messagesPerDay) {
    return JavaProcess.start(
        WorldServer.class,
        List.of(),
        Map.of(),
        firstDay.toString(),
        String.valueOf(days),
        String.valueOf(messagesPerDay));
  }
}
