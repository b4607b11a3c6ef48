package dev.tgfetcher.peers;

import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import java.time.LocalDate;
import java.util.List;

/** The chats that all programs read. Each has all of its messages on one day. */
final class PeerWorld {
  static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  static final List<String> WARM_UP = List.of("warm_up");

  private static final long SEED = 1;
  private static final int MESSAGES = 20_000;
  private static final int SPARSE_IDS = 60_000;
  private static final int KEPT = 10;
  private static final int POSTS = 2_000;
  private static final int COMMENTS = 5;

  private PeerWorld() {}

  static World create() {
    World world =
        World.generated(
            SEED,
            new WorldSpec(
                1,
                List.of(
                    group("warm_up", MESSAGES / 2),
                    group("dense", MESSAGES),
                    group("sparse", SPARSE_IDS),
                    GeneratedChat.channel(
                        "daily_news", "News", Timeline.days(DAY, POSTS), COMMENTS))));
    Chat sparse = world.chat("sparse");
    for (int id = 1; id <= SPARSE_IDS; id++) {
      if (id % KEPT != 0) {
        sparse.delete(id);
      }
    }
    return world;
  }

  private static GeneratedChat group(String username, int messages) {
    return GeneratedChat.supergroup(username, username, Timeline.days(DAY, messages));
  }

  /**
   * The measured chats. A reader of a channel's group also gets the copies of the posts, which are
   * no messages of an archive.
   */
  static List<Scenario> scenarios() {
    return List.of(
        new Scenario("dense supergroup", List.of("dense"), MESSAGES, 0),
        new Scenario("a tenth of the ids left", List.of("sparse"), SPARSE_IDS / KEPT, 0),
        new Scenario(
            "channel with comments",
            List.of("daily_news", "daily_news_chat"),
            POSTS * (1 + COMMENTS),
            POSTS));
  }

  /**
   * Some chats that a program reads.
   *
   * @param messages the messages and comments that an archive has of them
   * @param copies the copies of posts that a program may read besides
   */
  record Scenario(String name, List<String> chats, int messages, int copies) {
    void check(String reader, long read) {
      if (read != messages && read != messages + copies) {
        throw new IllegalStateException(
            "%s read %d of %d messages: %s".formatted(reader, read, messages, name));
      }
    }
  }
}
