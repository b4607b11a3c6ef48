package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telegram misbehaves in the middle of a chain of pages, at places that follow from the seed. */
class FaultyFetchTest {
  private static final List<String> METHODS =
      List.of(
          "channels.getMessages", "messages.getHistory", "messages.search", "messages.getReplies");

  @TempDir private Path folder;

  private static World world(long seed) {
    return World.generated(
        seed,
        new WorldSpec(
            1,
            List.of(
                GeneratedChat.supergroup("talk", "Talk", Timeline.days(FIRST, 40, 300, 70)),
                GeneratedChat.channel("news", "News", Timeline.days(FIRST, 90, 0, 35), 6))));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void flood_waits_dropped_connections_and_errors_do_not_change_the_files(long seed)
      throws Exception {
    Random random = new Random(seed);
    try (FetchedWorld world = FetchedWorld.start(world(seed), folder, 100 + random.nextInt(300))) {
      for (String method : METHODS) {
        world.faults().failAfter(method, 1 + random.nextInt(6), 1, "FLOOD_WAIT_1");
        world.faults().failAfter(method, 1 + random.nextInt(9), 1, "SOMETHING_ODD");
      }
      for (String chat : List.of("talk", "news")) {
        world.faults().dropAfter(8 + random.nextInt(15));

        List<ArchiveFile> files = untilItSucceeds(world, chat);

        assertThat(files).hasSize(3);
        world.assertSame(chat, files);
      }
      assertThat(METHODS.stream().mapToLong(world.requests()::refused).sum()).isPositive();
    }
  }

  /** Repeats failed attempts, as a worker does. */
  private static List<ArchiveFile> untilItSucceeds(FetchedWorld world, String chat)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return world.fetch("@" + chat, 3);
      } catch (TelegramException refused) {
        assertThat(attempt).as(refused.getMessage()).isLessThan(6);
      }
    }
  }
}
