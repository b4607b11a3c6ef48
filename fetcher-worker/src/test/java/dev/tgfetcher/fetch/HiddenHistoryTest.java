package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.archive.ArchiveFile;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A group may show an account only the last part of its history, and not say so. */
class HiddenHistoryTest {
  private static final int DAYS = 4;
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final LocalDate THIRD = FIRST.plusDays(2);
  private static final LocalDate FOURTH = FIRST.plusDays(3);

  @TempDir private Path folder;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final User ann = builder.user(7, "Ann Lee");

  private static Instant noon(LocalDate day) {
    return UtcDay.start(day).plusSeconds(43_200);
  }

  private void say(Chat chat, LocalDate... days) {
    for (LocalDate day : days) {
      chat.add(m -> m.from(ann).at(noon(day)).text("words"));
    }
  }

  private static String reference(Chat chat) {
    return chat.kind() == Chat.Kind.GROUP
        ? "-" + chat.id()
        : Long.toString(-1_000_000_000_000L - chat.id());
  }

  /** The days that are not complete, oldest first. All of them are so for a hidden history. */
  private List<LocalDate> incomplete(Chat chat) throws InterruptedException {
    try (FetchedWorld world =
        FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER)) {
      List<ArchiveFile> files =
          world.fetch(reference(chat), FetchWindow.of(FIRST, FIRST.plusDays(DAYS - 1)), false);
      assertThat(files).hasSize(DAYS);
      return files.stream()
          .map(ArchiveFile::header)
          .filter(header -> !header.complete())
          .peek(header -> assertThat(header.incompleteReason()).startsWith("history_hidden: "))
          .map(header -> header.date())
          .sorted()
          .toList();
    }
  }

  @Test
  void a_private_group_may_hide_the_days_up_to_the_joining_without_a_word() throws Exception {
    Chat talk =
        builder.privateSupergroup("Talk").joinedBy(account, noon(SECOND)).hidePrehistorySilently();
    say(talk, FIRST, SECOND, THIRD);

    assertThat(incomplete(talk)).containsExactly(FIRST, SECOND);
  }

  @Test
  void a_private_group_whose_first_message_is_shown_hides_nothing() throws Exception {
    Chat talk = builder.privateSupergroup("Talk").joinedBy(account, noon(THIRD));
    say(talk, FIRST, SECOND, THIRD);

    assertThat(incomplete(talk)).isEmpty();
  }

  @Test
  void a_first_message_that_tdlib_cannot_read_is_not_hidden() throws Exception {
    Chat talk = builder.privateSupergroup("Talk").joinedBy(account, noon(SECOND));
    talk.add(m -> m.from(ann).at(noon(FIRST)).media(MessageMedia.unknown(0x7e57ab1e)));
    say(talk, FIRST, SECOND, THIRD);
    try (FetchedWorld world =
        FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER)) {
      FetchWindow window = FetchWindow.of(FIRST, THIRD);

      assertThat(world.fetch(reference(talk), window, false))
          .extracting(file -> file.header().incompleteReason() == null)
          .containsExactly(true, true, false);
    }
  }

  @Test
  void a_history_that_the_account_has_cleared_is_incomplete() throws Exception {
    Chat talk = builder.privateSupergroup("Talk").joinedBy(account, noon(FIRST));
    say(talk, FIRST, SECOND);
    talk.clearFor(account);
    say(talk, THIRD, FOURTH);

    assertThat(incomplete(talk)).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void a_basic_group_has_no_message_from_before_the_account_joined() throws Exception {
    Chat group = builder.group(4_711, "Group").joinedBy(account, noon(SECOND));
    say(group, FIRST, SECOND, THIRD);

    assertThat(incomplete(group)).containsExactly(FIRST, SECOND);
  }

  @Test
  void an_upgraded_private_group_whose_basic_group_is_read_hides_nothing() throws Exception {
    Chat group = builder.group(4_810, "Team");
    group.leaveEmpty(1, 60);
    say(group, FIRST, SECOND);
    Chat talk = builder.privateSupergroup("Team").joinedBy(account, noon(THIRD));
    talk.upgradedFrom(group, noon(THIRD));
    say(talk, FOURTH);

    assertThat(incomplete(talk)).isEmpty();
  }

  @Test
  void the_id_of_a_group_that_was_upgraded_since_the_last_fetch_leads_to_the_supergroup()
      throws Exception {
    Chat group = builder.group(4_810, "Team").joinedBy(account);
    say(group, FIRST);
    Chat talk = builder.privateSupergroup("Team").joinedBy(account, noon(SECOND));
    try (FetchedWorld world =
        FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER)) {
      FetchWindow window = FetchWindow.of(FIRST, THIRD);
      world.fetch("-4810", window, false);
      talk.upgradedFrom(group, noon(SECOND));
      say(talk, THIRD);
      world.reopen();

      List<ArchiveFile> files = world.fetch("-4810", window, false);

      assertThat(files).extracting(file -> file.messages().size()).containsExactly(1, 2, 1);
      assertThat(files.get(0).header().sourceInfo().chatId())
          .isEqualTo(-1_000_000_000_000L - talk.id());
    }
  }
}
