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
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The smallest cases of what hostile worlds have found. */
class HostileCasesTest {
  private static final int HOUR = 3_600;
  private static final int DAY = 24 * HOUR;

  @TempDir private Path folder;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("+99966200001", "22222");
  private final User ann = builder.user(7, "Ann Lee");
  private final Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
  private final Chat group = builder.group(4_711, "Group").joinedBy(account);

  private void say(Chat chat, int second) {
    chat.add(
        m ->
            m.from(ann)
                .at(UtcDay.start(FIRST).plusSeconds(second))
                .text("words")
                .reaction("👍", 2));
  }

  private static void leaveEmpty(Chat chat, int messages) {
    chat.leaveEmpty(chat.lastId() + 1, chat.lastId() + messages);
  }

  private FetchedWorld start() throws InterruptedException {
    return FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER);
  }

  private static List<Long> ids(FetchedWorld world, String chat, LocalDate day)
      throws InterruptedException {
    List<ArchiveFile> files = world.fetch(chat, FetchWindow.of(day, day), false);
    return files.get(0).messages().stream().map(ArchivedMessage::id).toList();
  }

  @Test
  void the_newest_messages_have_their_reactions_although_the_full_info_is_late() throws Exception {
    for (int i = 0; i < 20; i++) {
      say(talk, i);
    }
    try (FetchedWorld world = start()) {
      world.faults().stall("channels.getFullChannel", Duration.ofSeconds(1));

      world.assertSame("talk", world.fetch("@talk", 1));
    }
  }

  @Test
  void the_newest_messages_have_their_reactions_although_later_ones_follow() throws Exception {
    for (int i = 0; i < 20; i++) {
      say(talk, i);
    }
    say(talk, DAY);
    try (FetchedWorld world = start()) {
      world.faults().stall("channels.getFullChannel", Duration.ofSeconds(1));

      world.assertSame("talk", world.fetch("@talk", 1));
    }
  }

  @Test
  void a_short_page_of_deleted_messages_is_not_the_beginning() throws Exception {
    for (Chat chat : List.of(talk, group)) {
      say(chat, 1);
      leaveEmpty(chat, 20);
      say(chat, 2);
    }
    try (FetchedWorld world = start()) {
      world.faults().shortenPages("messages.getHistory", 7);

      assertThat(ids(world, "@talk", FIRST)).containsExactly(1L, 22L);
      assertThat(ids(world, "-4711", FIRST)).containsExactly(1L, 22L);
    }
  }

  @Test
  void a_short_page_of_deleted_messages_does_not_hide_a_message_that_steps_back() throws Exception {
    for (Chat chat : List.of(talk, group)) {
      say(chat, 1);
      say(chat, DAY + 1);
      say(chat, 2);
      leaveEmpty(chat, 60);
      say(chat, DAY + 2);
    }
    try (FetchedWorld world = start()) {
      world.faults().shortenPages("messages.getHistory", 7);

      assertThat(ids(world, "@talk", FIRST)).containsExactly(1L, 3L);
      assertThat(ids(world, "-4711", FIRST)).containsExactly(1L, 3L);
    }
  }

  @Test
  void messages_before_a_run_may_be_later_than_those_after_it() throws Exception {
    for (Chat chat : List.of(talk, group)) {
      say(chat, 1);
      say(chat, HOUR);
      leaveEmpty(chat, 74);
      say(chat, 2);
    }
    try (FetchedWorld world = start()) {
      assertThat(ids(world, "@talk", FIRST)).containsExactly(1L, 2L, 77L);
      assertThat(ids(world, "-4711", FIRST)).containsExactly(1L, 2L, 77L);
    }
  }

  @Test
  void an_unreadable_message_below_a_run_of_deleted_messages_ends_no_reading() throws Exception {
    for (Chat chat : List.of(talk, group)) {
      say(chat, 1);
      chat.add(m -> m.from(ann).at(UtcDay.start(FIRST)).media(MessageMedia.unknown(0x7e57ab1e)));
      leaveEmpty(chat, 74);
      say(chat, 2);
    }
    try (FetchedWorld world = start()) {
      assertThat(ids(world, "@talk", FIRST)).containsExactly(1L, 77L);
      assertThat(ids(world, "-4711", FIRST)).containsExactly(1L, 77L);
    }
  }

  @Test
  void an_unreadable_message_far_below_ends_no_reading() throws Exception {
    say(talk, 1);
    talk.add(m -> m.from(ann).at(UtcDay.start(FIRST)).media(MessageMedia.unknown(0x7e57ab1e)));
    leaveEmpty(talk, 2_100);
    say(talk, 2);
    try (FetchedWorld world = start()) {
      assertThat(ids(world, "@talk", FIRST)).containsExactly(1L, 2_103L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 200})
  void an_unreadable_message_of_the_discussion_costs_no_post(int others) throws Exception {
    Chat discussion = builder.supergroup("news_chat", "Comments");
    Chat news = builder.channel("news", "News").joinedBy(account).linkedTo(discussion);
    for (int post = 1; post <= 2; post++) {
      Instant date = UtcDay.start(FIRST.plusDays(post - 1)).plusSeconds(HOUR);
      news.add(m -> m.at(date).text("post"));
      news.comment(post, m -> m.from(ann).at(date.plusSeconds(1)).text("comment"));
      discussion.add(
          m -> m.from(ann).at(date.plusSeconds(2)).media(MessageMedia.unknown(0x7e57ab1e)));
      for (int i = 0; i < others; i++) {
        discussion.add(m -> m.from(ann).at(date.plusSeconds(3)).text("chat"));
      }
    }
    try (FetchedWorld world = start()) {
      List<ArchiveFile> files =
          world.fetch("@news", FetchWindow.of(FIRST, FIRST.plusDays(1)), false);

      assertThat(files).hasSize(2);
      for (ArchiveFile file : files) {
        assertThat(file.messages()).hasSize(1);
        assertThat(file.messages().get(0).comments()).hasSize(1);
        assertThat(file.header().complete()).isTrue();
      }
    }
  }

  @Test
  void an_unreadable_message_of_an_earlier_day_leaves_the_day_complete() throws Exception {
    say(talk, 1);
    talk.add(m -> m.from(ann).at(UtcDay.start(FIRST)).media(MessageMedia.unknown(0x7e57ab1e)));
    say(talk, 2);
    say(talk, DAY);
    try (FetchedWorld world = start()) {
      LocalDate day = FIRST.plusDays(1);

      List<ArchiveFile> files = world.fetch("@talk", FetchWindow.of(day, day), false);

      assertThat(files.get(0).header().complete()).isTrue();
    }
  }
}
