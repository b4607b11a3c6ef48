package dev.tgfetcher.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.failure.Failure;
import dev.tgfetcher.fetch.FetchListener;
import dev.tgfetcher.history.ClientSource;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.archive.ArchiveReader;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.schema.command.FetchCommand;
import dev.tgfetcher.schema.command.FetchMode;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.event.Event;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs batches with the real TDLib; the test records waits instead of waiting. */
class BatchTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2025-11-08T10:30:00Z"));

  @TempDir private Path folder;
  private TestTelegram telegram;
  private TelegramSession session;
  private final List<Duration> pauses = new ArrayList<>();
  private final Recorder recorder = new Recorder();

  private static final class Recorder implements BatchListener {
    private final List<ErrorType> waits = new ArrayList<>();
    private final List<OptionalInt> days = new ArrayList<>();
    private int read;

    @Override
    public void chatStarted(FetchCommand command, OptionalInt allDays) {
      days.add(allDays);
    }

    @Override
    public void pageRead(int messages) {
      read += messages;
    }

    @Override
    public void onEvent(Event event) {}

    @Override
    public void waiting(Failure failure, Duration delay) {
      waits.add(failure.type());
    }

    @Override
    public void chatEnded(BatchResult result) {}
  }

  @BeforeEach
  void start() throws InterruptedException {
    WorldBuilder builder = World.builder();
    Account account = builder.account("79990000001", "12345");
    User anna = builder.user(501, "Anna");
    for (String name : List.of("first", "second")) {
      Chat chat = builder.supergroup(name, name).joinedBy(account);
      chat.add(m -> m.at("2025-11-07T12:00:00Z").from(anna).text("hello"));
    }
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    session = TelegramSession.open(TestTelegram.library(), telegram.logIn("main", account));
  }

  @AfterEach
  void stop() {
    session.close();
    telegram.close();
  }

  private List<BatchResult> run(FetchCommand... commands) {
    Settings settings =
        Settings.load(Map.of("DATA_DIR", folder.resolve("data").toString()), folder);
    return new Batch(
            settings,
            ClientSource.of(session),
            "1.9.9",
            RequestGate.open(),
            recorder,
            FetchListener.NONE,
            CLOCK,
            new Random(1),
            pauses::add)
        .run(List.of(commands));
  }

  private static FetchCommand yesterday(String chat) {
    return FetchCommand.of(ChatRef.parse(chat).orElseThrow(), new FetchMode.Yesterday(), chat);
  }

  @Test
  void a_file_names_the_tdlib_that_read_it() throws IOException {
    List<BatchResult> results = run(yesterday("first"));

    assertThat(results.get(0).outcome()).isEqualTo(BatchResult.Outcome.DONE);
    Path file = folder.resolve("data/first/2025-11-07.json");
    assertThat(ArchiveReader.read(file).header().tdlibVersion()).isEqualTo("1.9.9");
  }

  @Test
  void a_flood_wait_costs_no_attempt() {
    // TDLib may ask several times for one page.
    telegram.emulator().faults().failNext("messages.search", 30, 420, "FLOOD_WAIT_61");

    List<BatchResult> results = run(yesterday("first"));

    assertThat(recorder.waits).hasSizeGreaterThan(3).containsOnly(ErrorType.RATE_LIMIT);
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(61)) > 0);
    assertThat(results.get(0).outcome()).isEqualTo(BatchResult.Outcome.DONE);
    assertThat(recorder.read).isPositive();
    assertThat(recorder.days).containsExactly(OptionalInt.of(1));
  }

  @Test
  void a_command_fails_after_three_attempts_and_the_next_chat_follows() {
    telegram.emulator().faults().failNext("contacts.resolveUsername", 3, 400, "STRANGE");

    List<BatchResult> results = run(yesterday("first"), yesterday("second"));

    assertThat(results)
        .extracting(BatchResult::outcome, BatchResult::errorType, BatchResult::attempts)
        .containsExactly(
            tuple(BatchResult.Outcome.FAILED, ErrorType.TELEGRAM, 3),
            tuple(BatchResult.Outcome.DONE, null, 1));
    assertThat(pauses).hasSize(2);
  }

  @Test
  void a_refused_session_ends_the_batch() {
    telegram.emulator().faults().failNext("messages.search", 1, 401, "SESSION_REVOKED");

    List<BatchResult> results = run(yesterday("first"), yesterday("second"));

    assertThat(results)
        .singleElement()
        .extracting(BatchResult::errorType)
        .isEqualTo(ErrorType.AUTH);
  }

  @Test
  void future_days_fail_without_a_request() {
    FetchMode tomorrow = new FetchMode.Day(LocalDate.of(2025, 11, 9));

    List<BatchResult> results =
        run(FetchCommand.of(ChatRef.parse("first").orElseThrow(), tomorrow, "id"));

    assertThat(results.get(0).errorType()).isEqualTo(ErrorType.INVALID_COMMAND);
    assertThat(telegram.emulator().requests().count("messages.search")).isZero();
  }
}
