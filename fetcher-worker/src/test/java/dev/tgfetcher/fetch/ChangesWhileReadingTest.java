package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chat changes while its days are read. No file says that it is complete and lacks a message. */
class ChangesWhileReadingTest {
  private static final int DAYS = 4;
  private static final int MESSAGES_OF_DAY = 260;
  private static final FetchWindow WINDOW = FetchWindow.of(FIRST, FIRST.plusDays(DAYS - 1));

  @TempDir private Path folder;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final User ann = builder.user(7, "Ann Lee");
  private final Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
  private final Chat group = builder.group(4_711, "Group").joinedBy(account);

  private void fill(Chat chat) {
    for (int i = 0; i < DAYS * MESSAGES_OF_DAY; i++) {
      Instant date = UtcDay.start(FIRST).plusSeconds(i * 86_400L / MESSAGES_OF_DAY);
      chat.add(m -> m.from(ann).at(date).text("words"));
    }
  }

  private FetchedWorld start() throws InterruptedException {
    return FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER);
  }

  private static List<Long> ids(ArchiveFile file) {
    return file.messages().stream().map(ArchivedMessage::id).toList();
  }

  private static List<Long> idsOf(LocalDate day) {
    int index = (int) (day.toEpochDay() - FIRST.toEpochDay());
    List<Long> ids = new ArrayList<>();
    for (long i = 1; i <= MESSAGES_OF_DAY; i++) {
      ids.add((long) index * MESSAGES_OF_DAY + i);
    }
    return ids;
  }

  @ParameterizedTest
  @CsvSource({"@talk,2", "@talk,3", "@talk,4", "-4711,2", "-4711,9", "-4711,16"})
  void an_account_that_is_removed_gets_whole_days_and_a_failure(String chat, int requests)
      throws Exception {
    Chat read = chat.equals("@talk") ? talk : group;
    fill(read);
    try (FetchedWorld world = start()) {
      world.fetch("@talk", FetchWindow.of(FIRST.plusDays(9), FIRST.plusDays(9)), false);
      world.faults().runAfter(requests, () -> read.denyTo(account));

      assertThatThrownBy(() -> world.fetch(chat, WINDOW, false))
          .isInstanceOfSatisfying(
              TelegramException.class,
              e ->
                  assertThat(e.type())
                      .isIn(TelegramErrorType.ACCESS_DENIED, TelegramErrorType.CHAT_NOT_FOUND));

      assertThat(world.written()).hasSizeLessThan(DAYS);
      for (ArchiveFile file : world.written()) {
        assertThat(ids(file)).isEqualTo(idsOf(file.header().date()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8, 14})
  void messages_that_are_deleted_hide_no_other(int requests) throws Exception {
    fill(talk);
    try (FetchedWorld world = start()) {
      world.faults().runAfter(requests, () -> talk.leaveEmpty(200, 700));

      List<ArchiveFile> files = world.fetch("@talk", WINDOW, false);

      assertThat(files).hasSize(DAYS).allMatch(file -> file.header().complete());
      for (ArchiveFile file : files) {
        List<Long> left = new ArrayList<>(idsOf(file.header().date()));
        left.removeIf(id -> id >= 200 && id <= 700);
        assertThat(ids(file)).containsAll(left);
      }
    }
  }

  @Test
  void a_basic_group_that_is_upgraded_keeps_its_days() throws Exception {
    fill(group);
    try (FetchedWorld world = start()) {
      Instant upgrade = UtcDay.start(FIRST.plusDays(9));
      world.faults().runAfter(6, () -> talk.upgradedFrom(group, upgrade));

      List<ArchiveFile> files = world.fetch("-4711", WINDOW, false);

      assertThat(files).hasSize(DAYS);
      for (ArchiveFile file : files) {
        assertThat(ids(file)).isEqualTo(idsOf(file.header().date()));
      }
    }
  }

  @Test
  void a_day_that_is_not_over_at_telegram_is_incomplete_whatever_the_readers_clock_says()
      throws Exception {
    Instant now = Instant.now();
    LocalDate tomorrow = UtcDay.of(now).plusDays(1);
    talk.add(m -> m.from(ann).at(now).text("words"));
    try (FetchedWorld world = start()) {
      FetchWindow window = FetchWindow.of(tomorrow, tomorrow);
      Instant ahead = UtcDay.end(tomorrow).plusSeconds(60);

      List<ArchiveFile> files = world.fetch("@talk", window, false, ahead);

      assertThat(files.get(0).header().incompleteReason()).isEqualTo("day_not_over");
    }
  }

  @Test
  void messages_that_arrive_while_a_day_is_read_are_not_of_it() throws Exception {
    fill(talk);
    try (FetchedWorld world = start()) {
      world
          .faults()
          .runAfter(
              5,
              () -> {
                for (int i = 0; i < 120; i++) {
                  talk.add(m -> m.from(ann).at(UtcDay.start(FIRST.plusDays(DAYS))).text("new"));
                }
              });

      for (ArchiveFile file : world.fetch("@talk", WINDOW, false)) {
        assertThat(ids(file)).isEqualTo(idsOf(file.header().date()));
      }
    }
  }
}
