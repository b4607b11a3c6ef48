package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.IdRange;
import dev.tgfetcher.schema.archive.ReadBy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Supergroups are read by ids where that takes fewer requests, by the emulator's count. */
class ReadingByIdsTest {
  private static final int MESSAGES = 6_000;
  private static final int DAYS = 3;

  private static final int MOST_IDS = 200;
  private static final int NO_IDS = 1;

  @TempDir private Path folder;
  private @Nullable FetchedWorld world;

  @AfterEach
  void stop() {
    if (world != null) {
      world.close();
    }
  }

  /**
   * Starts a world with a supergroup.
   *
   * @param ids of the days of the window, of which so many messages are left
   * @param around ids of the day before the window, and of the day after it
   */
  private void start(int ids, int left, int around) throws Exception {
    start(ids, left, around, MOST_IDS);
  }

  private void start(int ids, int left, int around, int idsPerRequest) throws Exception {
    stop();
    WorldBuilder builder = World.builder();
    var account = builder.account("+99966200001", "22222");
    Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
    add(talk, around, -1, 1);
    add(talk, ids, 0, DAYS);
    add(talk, around, DAYS, 1);
    List<Integer> all = new ArrayList<>();
    // The first message says that the group was created.
    for (int id = 2; id <= ids + 2 * around; id++) {
      all.add(id);
    }
    Collections.shuffle(all, new Random(7));
    all.stream().limit((long) (all.size() * (1 - left / (double) ids))).forEach(talk::delete);
    Path own = Files.createTempDirectory(folder, "world");
    world = FetchedWorld.startWithIds(builder.build(), own, idsPerRequest);
  }

  private static void add(Chat chat, int messages, int firstDay, int days) {
    for (int i = 0; i < messages; i++) {
      long second = firstDay * 86_400L + i * 86_400L * days / messages;
      chat.add(message -> message.at(UtcDay.start(FIRST).plusSeconds(second)).text("words"));
    }
  }

  private List<ArchiveFile> fetch() throws InterruptedException {
    List<ArchiveFile> files =
        world.fetch("@talk", FetchWindow.of(FIRST, FIRST.plusDays(DAYS - 1)), false);
    world.assertSame("talk", files);
    return files;
  }

  /** Without TDLib's own request for the chat's newest messages when it meets the chat. */
  private long readingRequests() {
    return -1
        + world.requests().count("messages.getHistory")
        + world.requests().count("channels.getMessages")
        + world.requests().count("messages.search");
  }

  private static int messages(List<ArchiveFile> files) {
    return files.stream().mapToInt(file -> file.messages().size()).sum();
  }

  @ParameterizedTest
  @CsvSource({
    "6_000, 0, 150",
    "6_000, 300, 150",
    "12_000, 0, 90",
    "12_000, 600, 90",
    "60_000, 0, 49"
  })
  void a_request_returns_many_messages(String ids, String around, int expected) throws Exception {
    start(number(ids), MESSAGES, number(around));

    List<ArchiveFile> files = fetch();

    assertThat(messages(files) / (double) readingRequests()).isGreaterThanOrEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1_000, 0", "1_000, 100", "10_000, 1_000"})
  void a_sparse_chat_takes_at_most_one_request_more_than_its_history(String ids, String around)
      throws Exception {
    start(number(ids), number(ids) / 10, number(around), NO_IDS);
    int messages = messages(fetch());
    long byHistory = readingRequests();
    start(number(ids), number(ids) / 10, number(around));

    assertThat(messages(fetch())).isEqualTo(messages);
    assertThat(readingRequests()).isLessThanOrEqualTo(byHistory + 1);
  }

  @ParameterizedTest
  @CsvSource({"10_000, 1_000, false", "1_200, 1_200, true"})
  void a_restarted_worker_reads_as_the_archived_day_beside_was_read(
      String ids, String left, boolean byIds) throws Exception {
    start(number(ids), number(left), 0);
    world.fetch("@talk", FetchWindow.of(FIRST, FIRST), false);
    world.reopen();
    long idRequests = world.requests().count("channels.getMessages");

    LocalDate next = FIRST.plusDays(1);
    world.assertSame("talk", world.fetch("@talk", FetchWindow.of(next, next), false));

    assertThat(world.requests().count("channels.getMessages") > idRequests).isEqualTo(byIds);
  }

  private static int number(String text) {
    return Integer.parseInt(text.replace("_", ""));
  }

  @Test
  void each_day_says_which_ids_were_asked_for_and_neighbours_meet() throws Exception {
    start(1_200, 900, 150);

    List<ArchiveFile> files = fetch();

    List<IdRange> ranges = new ArrayList<>();
    for (ArchiveFile file : files) {
      assertThat(file.header().readBy()).isEqualTo(ReadBy.IDS);
      IdRange range = file.header().idRange();
      ranges.add(range);
      assertThat(range.last() - range.first() + 1 - range.absent())
          .isEqualTo(file.messages().size());
    }
    assertThat(ranges.get(0).first()).isEqualTo(ranges.get(1).last() + 1);
    assertThat(ranges.get(1).first()).isEqualTo(ranges.get(2).last() + 1);
  }

  @Test
  void a_server_that_answers_a_part_of_the_ids_loses_no_message() throws Exception {
    start(1_200, 1_200, 150);
    world.faults().shortenPages("channels.getMessages", 100);

    List<ArchiveFile> files = fetch();

    assertThat(messages(files)).isEqualTo(1_200);
  }

  @Test
  void a_server_that_refuses_many_ids_is_asked_for_fewer() throws Exception {
    start(1_200, 1_200, 150);
    world.faults().refuseMoreIds("channels.getMessages", 100, "MESSAGE_IDS_TOO_MANY");

    List<ArchiveFile> files = fetch();

    assertThat(messages(files)).isEqualTo(1_200);
  }

  /** All chats of an account share the ids of basic groups. */
  @Test
  void a_basic_group_is_read_by_its_history() throws Exception {
    WorldBuilder builder = World.builder();
    var account = builder.account("+99966200001", "22222");
    Chat group = builder.group(4_711, "Group").joinedBy(account);
    add(group, 5, 1, 1);
    group.delete(1);
    world = FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER);

    List<ArchiveFile> files =
        world.fetch("-4711", FetchWindow.of(FIRST, FIRST.plusDays(DAYS - 1)), false);

    assertThat(messages(files)).isEqualTo(4);
    assertThat(files)
        .extracting(file -> file.header().readBy(), file -> file.header().idRange())
        .containsOnly(tuple(ReadBy.HISTORY, null));
  }
}
