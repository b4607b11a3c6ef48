package dev.tgfetcher.fetch;

import static dev.tgfetcher.fetch.FetchedWorld.FIRST;
import static dev.tgfetcher.fetch.FetchedWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.emulator.rpc.RequestLog;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Reaction;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches chats with the real TDLib, and compares the archive with the emulator's world. */
class FetchFromTdlibTest {
  @TempDir private Path folder;
  private FetchedWorld world;

  private void start(long seed, GeneratedChat chat) throws InterruptedException {
    start(seed, chat, FetchedWorld.RECYCLE_NEVER);
  }

  private void start(long seed, GeneratedChat chat, int recycleAfter) throws InterruptedException {
    World generated = World.generated(seed, new WorldSpec(1, List.of(chat)));
    world = FetchedWorld.start(generated, folder, recycleAfter);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static GeneratedChat talk(int... messagesPerDay) {
    return GeneratedChat.supergroup("talk", "Talk", Timeline.days(FIRST, messagesPerDay));
  }

  private static GeneratedChat news(int comments, int... postsPerDay) {
    return GeneratedChat.channel("news", "News", Timeline.days(FIRST, postsPerDay), comments);
  }

  private Chat chat(String name) {
    return world.chat(name);
  }

  private RequestLog requests() {
    return world.requests();
  }

  private List<ArchiveFile> fetch(String chat, int days) throws InterruptedException {
    return world.fetch(chat, days);
  }

  private List<ArchiveFile> fetch(String chat, FetchWindow window, boolean reactors)
      throws InterruptedException {
    return world.fetch(chat, window, reactors);
  }

  private void assertSame(String chat, List<ArchiveFile> files) {
    world.assertSame(chat, files);
  }

  private static List<Integer> sizes(List<ArchiveFile> files) {
    return files.stream().map(file -> file.messages().size()).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_group_with_content_of_every_type_is_archived(long seed) throws Exception {
    start(seed, talk(0, 1, 99, 100, 101, 0, 700));

    List<ArchiveFile> files = fetch("@talk", 7);

    assertThat(sizes(files)).containsExactly(700, 0, 101, 100, 99, 1, 0);
    assertSame("talk", files);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void a_channel_is_archived_with_its_comments(long seed) throws Exception {
    start(seed, news(6, 30, 0, 120, 45));

    List<ArchiveFile> files = fetch("@news", 4);

    assertThat(sizes(files)).containsExactly(45, 120, 0, 30);
    assertSame("news", files);
    long pages = (chat("news_chat").history().count() + 99L) / 100;
    long comments =
        requests().count("messages.search")
            + requests().count("messages.getReplies")
            + requests().count("messages.getDiscussionMessage");
    assertThat(comments).isLessThanOrEqualTo(pages * 12 / 10);
  }

  @Test
  void a_few_comments_of_an_old_day_are_read_from_their_threads() throws Exception {
    start(6, news(3, 2, 0, 400));

    List<ArchiveFile> files = fetch("@news", 1);

    assertThat(sizes(files)).containsExactly(2);
    assertSame("news", files);
    assertThat(requests().count("messages.getReplies")).isEqualTo(2);
    assertThat(requests().count("messages.getDiscussionMessage")).isEqualTo(2);
  }

  @Test
  void a_day_of_ten_thousand_messages_is_complete() throws Exception {
    start(7, talk(50, 10_000, 50));
    LocalDate day = FIRST.plusDays(1);

    List<ArchiveFile> files = fetch("@talk", FetchWindow.of(day, day), false);

    assertThat(sizes(files)).containsExactly(10_000);
    assertSame("talk", files);
  }

  @Test
  void a_full_window_begins_with_the_first_message() throws Exception {
    start(8, talk(3, 0, 5));

    List<ArchiveFile> files =
        fetch("@talk", FetchWindow.sinceFirstMessage(FIRST.plusDays(4)), false);

    assertThat(sizes(files)).containsExactly(0, 0, 5, 0, 3);
    assertSame("talk", files);
  }

  @Test
  void all_messages_of_the_last_second_are_archived() throws Exception {
    start(16, talk(20));
    Chat talk = chat("talk");
    for (String date : List.of("2025-11-01T23:59:59Z", "2025-11-02T00:00:00Z")) {
      for (int i = 0; i < 10; i++) {
        talk.add(m -> m.at(date).from(talk).text("crowd"));
      }
    }

    List<ArchiveFile> files = fetch("@talk", 1);

    assertThat(sizes(files)).containsExactly(30);
    assertSame("talk", files);
  }

  @Test
  void edits_and_deletions_show_in_the_next_fetch() throws Exception {
    start(9, talk(120));
    ArchiveFile before = fetch("@talk", 1).get(0);
    chat("talk").edit(60, m -> m.text("edited now").withoutEntities().editedAt(NOW));
    chat("talk").edit(70, m -> m.withoutReactions().reaction("🔥", 77));
    chat("talk").delete(61);

    List<ArchiveFile> after = fetch("@talk", 1);

    assertThat(before.messages()).hasSize(120);
    assertThat(sizes(after)).containsExactly(119);
    assertSame("talk", after);
    assertThat(after.get(0).header().revision()).isEqualTo(2);
  }

  @Test
  void edits_and_deletions_of_comments_show_in_the_next_fetch() throws Exception {
    start(17, news(4, 30));
    fetch("@news", 1);
    chat("news").edit(3, m -> m.views(99_999));
    chat("news_chat").edit(2, m -> m.text("edited now").withoutEntities().editedAt(NOW));
    chat("news_chat").delete(8);

    List<ArchiveFile> after = fetch("@news", 1);

    assertSame("news", after);
    assertThat(after.get(0).messages().get(1).comments()).hasSize(3);
    assertThat(after.get(0).header().revision()).isEqualTo(2);
  }

  @Test
  void new_messages_are_found_in_a_chat_that_is_not_joined() throws Exception {
    start(10, talk(20));
    assertThat(sizes(fetch("@talk", 1))).containsExactly(20);
    chat("talk").add(m -> m.at("2025-11-01T23:59:59Z").from(chat("talk")).text("news"));

    List<ArchiveFile> files = fetch("@talk", 1);

    assertThat(sizes(files)).containsExactly(21);
    assertSame("talk", files);
  }

  @Test
  void replacing_the_client_between_pages_changes_nothing() throws Exception {
    start(11, news(5, 60, 80), 150);

    List<ArchiveFile> files = fetch("@news", 2);

    assertThat(sizes(files)).containsExactly(80, 60);
    assertSame("news", files);
  }

  @Test
  void a_refusal_within_a_day_fails_the_fetch() throws Exception {
    start(13, talk(600));
    world.faults().failNext("channels.getMessages", 8, "CHANNEL_INVALID");

    assertThatThrownBy(() -> fetch("@talk", 1)).isInstanceOf(TelegramException.class);
    world.faults().clear();

    assertThat(sizes(fetch("@talk", 1))).containsExactly(600);
  }

  @Test
  void reactors_are_requested_when_wanted() throws Exception {
    start(14, talk(30));

    List<ArchiveFile> files = fetch("@talk", FetchWindow.of(FIRST, FIRST), true);

    List<Reaction> reactions =
        files.get(0).messages().stream()
            .map(ArchivedMessage::reactions)
            .flatMap(List::stream)
            .filter(reaction -> reaction.users() != null)
            .toList();
    assertThat(reactions).isNotEmpty();
    assertThat(requests().count("messages.getMessageReactionsList")).isPositive();
  }

  @Test
  void a_private_discussion_group_makes_the_comments_incomplete() throws Exception {
    start(15, news(2, 5));
    chat("news_chat").makePrivate();

    ArchiveFile file = fetch("@news", 1).get(0);

    assertThat(file.messages()).hasSize(5);
    assertThat(file.header().complete()).isTrue();
    assertThat(file.header().commentsComplete()).isFalse();
  }

  @Test
  void replacing_the_client_within_a_thread_changes_nothing() throws Exception {
    start(18, news(450, 1, 30), 150);

    List<ArchiveFile> files = fetch("@news", 1);

    assertThat(files.get(0).messages().get(0).comments()).hasSize(450);
    assertSame("news", files);
    assertThat(requests().count("messages.getDiscussionMessage")).isPositive();
  }

  @Test
  void reactions_are_archived_for_chats_of_an_earlier_client() throws Exception {
    start(19, news(4, 30));
    fetch("@news", 1);
    world.reopen();
    world.faults().stall("channels.getFullChannel", Duration.ofMillis(300));

    assertSame("news", fetch("@news", 1));
  }
}
