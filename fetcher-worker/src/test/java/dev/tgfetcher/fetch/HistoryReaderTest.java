package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.ReadOptions;
import dev.tgfetcher.history.HistoryOrderException;
import dev.tgfetcher.history.InMemoryChat;
import dev.tgfetcher.history.InMemoryTelegram;
import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Reaction;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReaderTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final Instant MORNING = Instant.parse("2025-11-07T08:00:00Z");
  private static final Instant LATER = Instant.parse("2025-12-01T00:00:00Z");

  private static final int ALL_IDS = 200;

  @TempDir private Path folder;

  private final InMemoryTelegram telegram = new InMemoryTelegram();
  private final InMemoryChat chat = telegram.supergroup("talk");
  private FetchedArchive archive;

  @BeforeEach
  void open() {
    open(ALL_IDS);
  }

  private void open(int idsPerRequest) {
    archive = FetchedArchive.of(folder, telegram, idsPerRequest, LATER);
  }

  private void readNothingByIds() {
    archive.close();
    open(1);
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private static ReadOptions all() {
    return new ReadOptions(null, false, LATER);
  }

  private ArchiveFile fetchDay() throws InterruptedException {
    List<ArchiveFile> files = archive.fetch("@talk", FetchWindow.of(DAY, DAY), all());
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static List<Long> ids(ArchiveFile file) {
    return file.messages().stream().map(ArchivedMessage::id).toList();
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 101, 2_500})
  void every_message_of_the_day_is_archived_once(int messages) throws Exception {
    chat.post(Instant.parse("2025-11-06T23:59:59Z"), "before");
    for (int i = 0; i < messages; i++) {
      chat.post(MORNING.plusSeconds(i / 3), "message " + i);
    }
    chat.post(Instant.parse("2025-11-08T00:00:00Z"), "after");

    ArchiveFile day = fetchDay();

    assertThat(ids(day)).isEqualTo(range(2, messages + 1));
    assertThat(day.header().complete()).isTrue();
    assertThat(archive.progress).hasSize(messages / 1_000);
  }

  @Test
  void a_short_page_is_not_the_last_one() throws Exception {
    readNothingByIds();
    telegram.pageLimit = 7;
    for (int i = 0; i < 50; i++) {
      chat.post(MORNING, "message");
    }

    assertThat(ids(fetchDay())).isEqualTo(range(1, 50));
  }

  @Test
  void the_first_and_last_second_belong_to_the_day() throws Exception {
    chat.post(Instant.parse("2025-11-06T23:59:59Z"), "too early");
    chat.post(Instant.parse("2025-11-07T00:00:00Z"), "first");
    chat.post(Instant.parse("2025-11-07T23:59:59Z"), "last");
    chat.post(Instant.parse("2025-11-08T00:00:00Z"), "too late");

    assertThat(fetchDay().messages())
        .extracting(ArchivedMessage::text)
        .containsExactly("first", "last");
  }

  @Test
  void a_day_before_the_first_message_is_empty() throws Exception {
    chat.post(Instant.parse("2025-11-09T00:00:00Z"), "first of all");

    assertThat(fetchDay().messages()).isEmpty();
  }

  @Test
  void a_day_without_messages_is_empty() throws Exception {
    chat.post(Instant.parse("2025-11-01T00:00:00Z"), "long ago");

    ArchiveFile day = fetchDay();

    assertThat(day.messages()).isEmpty();
    assertThat(day.header().complete()).isTrue();
  }

  @Test
  void days_come_newest_first_with_the_empty_ones() throws Exception {
    chat.post(Instant.parse("2025-11-04T12:00:00Z"), "4th");
    chat.post(Instant.parse("2025-11-07T12:00:00Z"), "7th");

    List<ArchiveFile> files = archive.fetch("@talk", FetchWindow.of(DAY.minusDays(5), DAY), all());

    assertThat(files)
        .extracting(file -> file.header().date().getDayOfMonth() + ":" + file.messages().size())
        .containsExactly("7:1", "6:0", "5:0", "4:1", "3:0", "2:0");
  }

  @Test
  void a_full_window_ends_with_the_first_message() throws Exception {
    chat.post(Instant.parse("2025-11-04T12:00:00Z"), "4th");
    chat.post(Instant.parse("2025-11-07T12:00:00Z"), "7th");

    assertThat(archive.fetch("@talk", FetchWindow.sinceFirstMessage(DAY), all()))
        .extracting(file -> file.header().date().getDayOfMonth())
        .containsExactly(7, 6, 5, 4);
  }

  @Test
  void a_full_window_of_an_empty_chat_is_one_empty_day() throws Exception {
    assertThat(archive.fetch("@talk", FetchWindow.sinceFirstMessage(DAY), all()))
        .extracting(file -> file.messages().size())
        .containsExactly(0);
  }

  @Test
  void a_day_that_is_not_over_is_incomplete() throws Exception {
    chat.post(MORNING, "so far");

    List<ArchiveFile> files =
        archive.fetch(
            "@talk",
            FetchWindow.of(DAY.minusDays(1), DAY),
            new ReadOptions(null, false, MORNING.plusSeconds(60)));

    assertThat(files)
        .extracting(file -> file.header().incompleteReason())
        .containsExactly("day_not_over", null);
  }

  @ParameterizedTest
  @CsvSource({"25, 20 limit, 5 limit", "75, 20 null, 55 limit"})
  void a_day_that_reaches_the_limit_is_incomplete(int limit, String newer, String older)
      throws Exception {
    for (int i = 0; i < 80; i++) {
      chat.post(MORNING.minusSeconds(86_400), "before");
    }
    for (int i = 0; i < 20; i++) {
      chat.post(MORNING, "message");
    }

    List<ArchiveFile> files =
        archive.fetch(
            "@talk", FetchWindow.of(DAY.minusDays(3), DAY), new ReadOptions(limit, false, LATER));

    assertThat(files)
        .extracting(file -> file.messages().size() + " " + file.header().incompleteReason())
        .containsExactly(newer, older);
    assertThat(ids(files.get(1))).isEqualTo(range(101 - limit, 80));
  }

  @Test
  void a_day_whose_messages_step_back_very_far_is_archived_again() throws Exception {
    chat.post(MORNING, "far away");
    for (int i = 0; i < 300; i++) {
      chat.post(MORNING.minusSeconds(86_400), "before");
    }
    chat.post(MORNING, "message");

    archive.fetch("@talk", FetchWindow.of(DAY.minusDays(1), DAY), all());

    assertThat(archive.files)
        .extracting(file -> file.header().date().getDayOfMonth() + ":" + file.messages().size())
        .containsExactly("7:1", "6:300", "7:2");
    assertThat(ids(archive.files.get(2))).containsExactly(1L, 302L);
  }

  @Test
  void reactions_are_archived_because_the_full_info_comes_first() throws Exception {
    chat.post(MORNING, "nice")
        .set(
            "interaction_info",
            TdMessages.json(
                """
                {'@type':'messageInteractionInfo','reactions':{'reactions':[
                 {'type':{'@type':'reactionTypeEmoji','emoji':'👍'},'total_count':3}]}}
                """));

    assertThat(fetchDay().messages().get(0).reactions())
        .containsExactly(Reaction.emoji("👍", 3, null));
  }

  @Test
  void a_chat_that_is_not_joined_is_opened_for_its_newest_messages() throws Exception {
    chat.joined = false;
    chat.post(MORNING, "known");
    chat.newestKnown = chat.messages.lastKey();
    chat.post(MORNING, "news");

    assertThat(ids(fetchDay())).containsExactly(1L, 2L);
    assertThat(chat.isOpen).isFalse();
    assertThat(telegram.count("openChat")).isEqualTo(1);
  }

  @Test
  void a_chat_is_closed_after_a_refusal() {
    chat.joined = false;
    chat.post(MORNING, "message");
    telegram.refuse("getMessages", 1, 500, "trouble");

    assertThatThrownBy(this::fetchDay)
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.type()).isEqualTo(TelegramErrorType.UNAVAILABLE));
    assertThat(chat.isOpen).isFalse();
  }

  @Test
  void a_joined_chat_is_not_opened() throws Exception {
    chat.post(MORNING, "message");

    fetchDay();

    assertThat(telegram.count("openChat")).isZero();
  }

  @Test
  void days_before_a_refusal_are_complete() {
    readNothingByIds();
    for (int i = 0; i < 350; i++) {
      chat.post(MORNING.minusSeconds(86_400), "before");
    }
    for (int i = 0; i < 150; i++) {
      chat.post(MORNING, "message");
    }
    telegram.pageLimit = 40;
    telegram.refuse("getChatHistory", 12, 500, "trouble");

    assertThatThrownBy(() -> archive.fetch("@talk", FetchWindow.of(DAY.minusDays(1), DAY), all()))
        .isInstanceOf(TelegramException.class);

    assertThat(archive.files).extracting(file -> file.messages().size()).containsExactly(150);
  }

  @Test
  void messages_out_of_order_fail_the_reading() {
    readNothingByIds();
    for (int i = 0; i < 5; i++) {
      chat.post(MORNING, "message");
    }
    telegram.ordersPagesBackwards = true;

    assertThatThrownBy(this::fetchDay).isInstanceOf(HistoryOrderException.class);
  }

  @Test
  void sender_names_are_archived() throws Exception {
    chat.post(MORNING, "message");

    assertThat(fetchDay().header().senders()).containsEntry("42", "User 42");
    assertThat(telegram.count("getUser")).isEqualTo(1);
  }

  @Test
  void the_chat_is_described_in_the_archive() throws Exception {
    ArchiveFile day = fetchDay();

    assertThat(day.header().sourceInfo().id()).isEqualTo("@talk");
    assertThat(day.header().sourceInfo().title()).isEqualTo("Title of talk");
    assertThat(day.header().sourceInfo().url()).isEqualTo("https://t.me/talk");
    assertThat(day.header().sourceInfo().type()).isEqualTo(SourceType.SUPERGROUP);
    assertThat(day.header().sourceInfo().chatId()).isEqualTo(chat.id);
  }

  @Test
  void a_private_chat_fails_with_access_denied() {
    chat.isPrivate = true;

    assertThatThrownBy(this::fetchDay)
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.type()).isEqualTo(TelegramErrorType.ACCESS_DENIED));
  }

  @Test
  void a_missing_chat_fails_with_chat_not_found() {
    assertThatThrownBy(() -> archive.fetch("@nobody", FetchWindow.of(DAY, DAY), all()))
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.type()).isEqualTo(TelegramErrorType.CHAT_NOT_FOUND));
  }
}
