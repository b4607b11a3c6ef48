package dev.tgfetcher.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.RecyclingClientSource;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.FetchMode;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
import dev.tgfetcher.schema.event.MessagesFetched;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.telegram.session.TelegramSession;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Chats as Telegram really has them, whose days version 1.0 called complete without a reason. */
class RealChatsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);
  private static final Instant TEN = Instant.parse("2025-11-07T10:00:00Z");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2025-11-08T10:30:00Z"));

  @TempDir private Path folder;
  private final WorldBuilder world = World.builder();
  private final Account account = world.account("79990000001", "12345");
  private final User anna = world.user(501, "Anna");
  private final List<Event> events = new ArrayList<>();
  private @Nullable TestTelegram telegram;
  private @Nullable TelegramSession session;

  @AfterEach
  void stop() {
    if (session != null) {
      session.close();
    }
    if (telegram != null) {
      telegram.close();
    }
  }

  private TestTelegram open() throws InterruptedException {
    telegram = TestTelegram.start(world.build(), folder.resolve("sessions"));
    session = TelegramSession.open(TestTelegram.library(), telegram.logIn("main", account));
    return telegram;
  }

  private BatchResult fetch(String chat, FetchMode mode, boolean force)
      throws InterruptedException {
    if (session == null) {
      open();
    }
    FetchCommand command = FetchCommand.of(ChatRef.parse(chat).orElseThrow(), mode, chat);
    Settings settings =
        Settings.load(
            Map.of(
                "DATA_DIR", folder.resolve("data").toString(),
                "MAX_RETRY_ATTEMPTS", "1",
                "FORCE_REFETCH", String.valueOf(force)),
            folder);
    return new Batch(
            settings,
            new RecyclingClientSource(session, Integer.MAX_VALUE),
            session.tdlibVersion(),
            RequestGate.open(),
            new Recorder(events),
            FetchListener.NONE,
            CLOCK,
            new Random(1),
            pause -> {})
        .run(List.of(command))
        .get(0);
  }

  private record Recorder(List<Event> events) implements BatchListener {
    @Override
    public void chatStarted(FetchCommand command, OptionalInt allDays) {}

    @Override
    public void pageRead(int messages) {}

    @Override
    public void onEvent(Event event) {
      events.add(event);
    }

    @Override
    public void waiting(dev.tgfetcher.failure.Failure failure, Duration delay) {}

    @Override
    public void chatEnded(BatchResult result) {}
  }

  private ArchiveFile file(String chat, LocalDate day) throws IOException {
    return ArchiveReader.read(folder.resolve("data").resolve(chat).resolve(day + ".json"));
  }

  private static FetchMode range(int daysBack) {
    return new FetchMode.Range(DAY.minusDays(daysBack), DAY);
  }

  private static List<String> texts(ArchiveFile file) {
    return file.messages().stream().map(ArchivedMessage::text).toList();
  }

  /** A basic group until 10:00 of the day, and a supergroup since then. */
  private Chat upgraded() {
    Chat group = world.group(4810, "Team").joinedBy(account);
    group.add(m -> m.from(anna).at(TEN.minus(Duration.ofDays(2))).text("first"));
    group.add(m -> m.from(anna).at(TEN.minusSeconds(60)).text("old"));
    Chat supergroup = world.supergroup("team", "Team").joinedBy(account).upgradedFrom(group, TEN);
    supergroup.add(m -> m.from(anna).at(TEN.plusSeconds(60)).text("new"));
    return group;
  }

  @Test
  void the_days_before_an_upgrade_are_those_of_the_basic_group() throws Exception {
    upgraded();

    BatchResult result = fetch("team", range(3), false);

    assertThat(result.outcome()).isEqualTo(BatchResult.Outcome.DONE);
    ArchiveFile day = file("team", DAY);
    assertThat(day.messages())
        .extracting(ArchivedMessage::chatId, ArchivedMessage::id, ArchivedMessage::text)
        .containsExactly(
            tuple(-4810L, 2L, "old"),
            tuple(-4810L, 3L, null),
            tuple(null, 1L, null),
            tuple(null, 2L, "new"));
    assertThat(day.header().sourceInfo().upgradedFromChatId()).isEqualTo(-4810);
    assertThat(texts(file("team", DAY.minusDays(1)))).isEmpty();
    assertThat(texts(file("team", DAY.minusDays(2)))).containsExactly("first");
    assertThat(texts(file("team", DAY.minusDays(3)))).isEmpty();
    assertThat(Stream.of(0, 1, 2, 3).map(back -> isComplete("team", DAY.minusDays(back))))
        .containsOnly(true);
  }

  private boolean isComplete(String chat, LocalDate day) {
    try {
      return file(chat, day).header().complete();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static Stream<FetchMode> modesOfTwoDays() {
    return Stream.of(
        new FetchMode.Days(2),
        new FetchMode.Range(DAY.minusDays(2), DAY),
        new FetchMode.Full(),
        new FetchMode.Incremental());
  }

  @ParameterizedTest
  @MethodSource("modesOfTwoDays")
  void each_mode_reads_both_groups(FetchMode mode) throws Exception {
    upgraded();
    fetch("team", new FetchMode.Day(DAY.minusDays(2)), false);

    BatchResult result = fetch("team", mode, false);

    assertThat(result.error()).isNull();
    assertThat(file("team", DAY).messages()).hasSize(4);
    assertThat(texts(file("team", DAY.minusDays(2)))).containsExactly("first");
    assertThat(isComplete("team", DAY)).isTrue();
    assertThat(isComplete("team", DAY.minusDays(1))).isTrue();
  }

  @Test
  void yesterday_has_the_messages_of_both_groups() throws Exception {
    upgraded();

    fetch("team", new FetchMode.Yesterday(), false);

    assertThat(file("team", DAY).messages()).hasSize(4);
  }

  @Test
  void a_full_history_begins_in_the_basic_group() throws Exception {
    upgraded();

    fetch("team", new FetchMode.Full(), false);

    assertThat(texts(file("team", DAY.minusDays(2)))).containsExactly("first");
    assertThat(folder.resolve("data/team/" + DAY.minusDays(3) + ".json")).doesNotExist();
  }

  @Test
  void a_basic_group_that_cannot_be_read_leaves_the_days_up_to_the_upgrade_incomplete()
      throws Exception {
    upgraded().denyTo(account);

    fetch("team", new FetchMode.Range(DAY.minusDays(1), DAY.plusDays(1)), false);

    assertThat(isComplete("team", DAY.plusDays(1))).isFalse();
    assertThat(file("team", DAY.plusDays(1)).header().incompleteReason()).isEqualTo("day_not_over");
    assertThat(file("team", DAY).header().incompleteReason())
        .startsWith("upgraded_group: ")
        .contains("-4810");
    assertThat(texts(file("team", DAY))).containsExactly(null, "new");
    assertThat(file("team", DAY.minusDays(1)).header().incompleteReason())
        .startsWith("upgraded_group: ");
  }

  @Test
  void the_id_of_the_basic_group_leads_to_the_supergroup() throws Exception {
    upgraded();
    fetch("team", range(0), false);

    List<String> logged = new ArrayList<>();
    BatchResult result = listening(logged, () -> fetch("-4810", range(2), false));

    assertThat(result.outcome()).isEqualTo(BatchResult.Outcome.DONE);
    assertThat(logged)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Group -4810 was upgraded to the supergroup -100")
                    .endsWith("which is read instead"));
    assertThat(file("-4810", DAY).messages()).hasSize(4);
    assertThat(file("-4810", DAY).header().sourceInfo().chatId()).isLessThan(-1_000_000_000_000L);
    assertThat(events)
        .filteredOn(
            event -> event instanceof MessagesFetched fetched && fetched.chat().equals("-4810"))
        .extracting(event -> ((MessagesFetched) event).upgradedToChatId())
        .containsOnly(file("-4810", DAY).header().sourceInfo().chatId());
  }

  /** Adds the warnings of the look-up of chats to {@code logged}. */
  private static <T> T listening(List<String> logged, Callable<T> call) throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(ChatResolver.class);
    ListAppender<ILoggingEvent> written = new ListAppender<>();
    written.start();
    logger.addAppender(written);
    try {
      return call.call();
    } finally {
      logger.detachAppender(written);
      written.list.stream()
          .filter(event -> event.getLevel() == Level.WARN)
          .map(ILoggingEvent::getFormattedMessage)
          .forEach(logged::add);
    }
  }

  @Test
  void a_supergroup_that_cannot_be_read_is_named() throws Exception {
    upgraded();
    fetch("team", range(0), false);
    telegram.emulator().world().chat("team").makePrivate();
    session.recycle();

    BatchResult result = fetch("-4810", range(2), false);

    assertThat(result.errorType()).isEqualTo(ErrorType.ACCESS_DENIED);
    assertThat(result.error())
        .contains("-4810 was upgraded to the supergroup -100")
        .contains("join it");
  }

  /** The second time, TDLib knows that it is refused, and sends no request. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_supergroup_that_became_private_is_denied_each_time(boolean byId) throws Exception {
    Chat talk = world.supergroup("talk", "Talk").joinedBy(account, TEN);
    talk.add(m -> m.from(anna).at(TEN).text("read once"));
    fetch("talk", range(0), false);
    long id = file("talk", DAY).header().sourceInfo().chatId();
    talk.makePrivate();
    session.recycle();

    for (int i = 0; i < 2; i++) {
      BatchResult result = fetch(byId ? String.valueOf(id) : "talk", range(1), false);
      assertThat(result.errorType()).isEqualTo(ErrorType.ACCESS_DENIED);
    }
  }

  @Test
  void days_before_the_account_joined_are_incomplete_if_the_group_hides_them() throws Exception {
    Chat talk = world.supergroup("talk", "Talk").joinedBy(account, TEN).hidePrehistory();
    talk.add(m -> m.from(anna).at(TEN.minus(Duration.ofDays(1))).text("hidden"));
    talk.add(m -> m.from(anna).at(TEN.plusSeconds(1)).text("shown"));

    fetch("talk", new FetchMode.Range(DAY.minusDays(1), DAY.plusDays(1)), false);

    assertThat(texts(file("talk", DAY))).containsExactly("shown");
    assertThat(file("talk", DAY).header().incompleteReason())
        .startsWith("history_hidden: ")
        .contains(TEN.toString());
    assertThat(file("talk", DAY.minusDays(1)).header().incompleteReason())
        .startsWith("history_hidden: ");
    assertThat(file("talk", DAY.plusDays(1)).header().incompleteReason()).isEqualTo("day_not_over");
  }

  @Test
  void reactions_are_kept_when_the_full_info_comes_late() throws Exception {
    Chat talk = world.supergroup("talk", "Talk").joinedBy(account);
    for (int i = 0; i < 150; i++) {
      long second = i;
      talk.add(m -> m.from(anna).at(TEN.plusSeconds(second)).text("liked").reaction("👍", 3));
    }
    fetch("talk", range(0), false);
    // A client that remembers the full info requests the present one by itself.
    session.recycle();
    telegram.emulator().faults().stall("channels.getFullChannel", Duration.ofSeconds(4));

    fetch("talk", range(0), true);

    assertThat(file("talk", DAY).messages())
        .hasSize(150)
        .allMatch(message -> message.reactions().size() == 1);
    assertThat(file("talk", DAY).header().revision()).isEqualTo(1);
  }

  @Test
  void a_long_run_of_deleted_messages_ends_no_day() throws Exception {
    Chat talk = world.supergroup("talk", "Talk").joinedBy(account);
    for (int i = 0; i < 239; i++) {
      long second = i;
      talk.add(m -> m.from(anna).at(TEN.plusSeconds(second)).text("words"));
    }
    talk.leaveEmpty(60, 119);

    fetch("talk", range(0), false);

    assertThat(file("talk", DAY).messages()).hasSize(179);
    assertThat(isComplete("talk", DAY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1,true", "60,true", "130,true", "1,false", "130,false"})
  void a_message_that_tdlib_cannot_read_costs_no_other_message(int unreadable, boolean joined)
      throws Exception {
    Chat talk = world.supergroup("talk", "Talk");
    if (joined) {
      talk.joinedBy(account);
    }
    talk.add(m -> m.from(anna).at(TEN.minus(Duration.ofDays(1))).text("before"));
    for (int i = 1; i <= 130; i++) {
      long second = i;
      MessageMedia media = i == unreadable ? MessageMedia.unknown(0x1badf00d) : null;
      talk.add(m -> m.from(anna).at(TEN.plusSeconds(second)).text("words").media(media));
    }

    BatchResult result = fetch("talk", range(2), false);

    assertThat(result.error()).isNull();
    assertThat(file("talk", DAY).messages())
        .hasSize(129)
        .extracting(ArchivedMessage::id)
        .doesNotContain(unreadable + 1L);
    assertThat(file("talk", DAY).header().incompleteReason())
        .startsWith("partial_content: ")
        .contains(String.valueOf(unreadable + 1));
    assertThat(texts(file("talk", DAY.minusDays(1)))).containsExactly("before");
    assertThat(isComplete("talk", DAY.minusDays(2))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_chat_of_which_tdlib_can_read_no_message_is_read(boolean joined) throws Exception {
    Chat talk = world.channel("talk", "Talk");
    if (joined) {
      talk.joinedBy(account);
    }
    for (int i = 1; i <= 12; i++) {
      long second = i;
      talk.add(m -> m.at(TEN.plusSeconds(second)).media(MessageMedia.unknown(0x1badf00d)));
    }

    BatchResult result = fetch("talk", range(0), false);

    assertThat(result.error()).isNull();
    assertThat(file("talk", DAY).messages()).isEmpty();
    assertThat(file("talk", DAY).header().incompleteReason())
        .startsWith("partial_content: this TDLib is too old for 12 messages");
  }

  @Test
  void a_folder_keeps_the_days_of_one_chat_when_its_name_moves() throws Exception {
    Chat first = world.supergroup("news", "First").joinedBy(account);
    first.add(m -> m.from(anna).at(TEN).text("of the first"));
    Chat second = world.supergroup("other", "Second").joinedBy(account);
    second.add(m -> m.from(anna).at(TEN).text("of the second"));
    TestTelegram emulated = open();
    fetch("news", range(0), false);
    emulated.emulator().world().moveUsername("news", second);
    session.recycle();

    BatchResult again = fetch("news", range(0), false);
    BatchResult other = fetch("news", range(3), false);

    for (BatchResult refused : List.of(again, other)) {
      assertThat(refused.errorType()).isEqualTo(ErrorType.CHAT_NOT_FOUND);
      assertThat(refused.error())
          .contains(String.valueOf(-1_000_000_000_000L - first.id()))
          .contains(String.valueOf(-1_000_000_000_000L - second.id()));
    }
    assertThat(texts(file("news", DAY))).containsExactly("of the first");
    assertThat(folder.resolve("data/news/" + DAY.minusDays(3) + ".json")).doesNotExist();
  }
}
