package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telegram orders messages by id, and their dates may step back (tdlib/td#1378). */
class DatesThatStepBackTest {
  private static final long DAY = 86_400;

  @TempDir private Path folder;

  private static World world(List<Long> secondsOfFirstDay) {
    WorldBuilder builder = World.builder();
    var account = builder.account("+99966200001", "22222");
    Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
    for (long second : secondsOfFirstDay) {
      talk.add(message -> message.at(UtcDay.start(FIRST).plusSeconds(second)).text("words"));
    }
    return builder.build();
  }

  private List<ArchiveFile> fetch(List<Long> seconds, LocalDate from, LocalDate to)
      throws InterruptedException {
    try (FetchedWorld world =
        FetchedWorld.start(world(seconds), folder, FetchedWorld.RECYCLE_NEVER)) {
      return world.fetch("@talk", FetchWindow.of(from, to), false);
    }
  }

  private static List<Long> ids(ArchiveFile file) {
    return file.messages().stream().map(ArchivedMessage::id).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void each_day_has_the_messages_of_its_date(int day) throws Exception {
    List<Long> seconds = List.of(100L, DAY - 1, DAY, DAY - 1, DAY, DAY + 100);
    LocalDate date = FIRST.plusDays(day);

    List<ArchiveFile> files = fetch(seconds, date, date);

    assertThat(files).hasSize(1);
    assertThat(ids(files.get(0)))
        .isEqualTo(List.of(List.of(1L, 2L, 4L), List.of(3L, 5L, 6L)).get(day));
    assertThat(files.get(0).header().complete()).isTrue();
  }

  @Test
  void a_range_may_step_back_again_and_again() throws Exception {
    List<Long> seconds = List.of(DAY, 10L, 2 * DAY, DAY + 5, 20L, 2 * DAY + 1, 30L, DAY - 1);

    List<ArchiveFile> files = fetch(seconds, FIRST, FIRST.plusDays(2));

    assertThat(files.stream().map(DatesThatStepBackTest::ids))
        .containsExactly(List.of(3L, 6L), List.of(1L, 4L), List.of(2L, 5L, 7L, 8L));
  }

  @Test
  void a_day_may_be_over_before_the_chats_first_id() throws Exception {
    List<ArchiveFile> files = fetch(List.of(DAY, DAY + 1, DAY - 1), FIRST, FIRST);

    assertThat(ids(files.get(0))).containsExactly(3L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void random_steps_lose_no_message(long seed) throws Exception {
    Random random = new Random(seed);
    List<Long> seconds = new ArrayList<>();
    Map<LocalDate, List<Long>> expected = new TreeMap<>();
    long now = 0;
    while (now < 4 * DAY) {
      now += random.nextInt(1_800);
      long back = random.nextInt(8) == 0 ? random.nextInt(5 * 3_600) : 0;
      seconds.add(Math.max(0, now - back));
      Instant date = UtcDay.start(FIRST).plusSeconds(seconds.get(seconds.size() - 1));
      expected
          .computeIfAbsent(UtcDay.of(date), day -> new ArrayList<>())
          .add((long) seconds.size());
    }

    List<ArchiveFile> files = fetch(seconds, FIRST.plusDays(1), FIRST.plusDays(2));

    assertThat(files.stream().map(DatesThatStepBackTest::ids))
        .containsExactly(expected.get(FIRST.plusDays(2)), expected.get(FIRST.plusDays(1)));
  }
}
