package dev.tgfetcher.archive.listing;

import static dev.tgfetcher.archive.TestingDays.CHAT;
import static dev.tgfetcher.archive.TestingDays.draft;
import static dev.tgfetcher.archive.TestingDays.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.TestingDays;
import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.archive.directory.DirectoryArchiveStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveListingTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 10, 29);

  @TempDir Path root;
  private ArchiveLayout layout;

  @BeforeEach
  void open() throws IOException {
    layout = new ArchiveLayout(root);
    archive(FIRST, 2, null);
    archive(FIRST.plusDays(1), 0, null);
    archive(FIRST.plusDays(4), 3, "the day is not over");
    put(layout.dayFile(CHAT, FIRST.plusDays(3)), "{");
    put(root.resolve("README.md"), "no chat");
  }

  @Test
  void every_day_between_first_and_last_has_a_state() {
    assertThat(new ArchiveListing(new DirectoryArchiveStore(layout, 5)).chats())
        .containsExactly(
            new ListedChat(
                CHAT,
                "Python чат",
                List.of(-100L),
                List.of(
                    new ListedDay(FIRST, DayState.COMPLETE, 2, null),
                    new ListedDay(FIRST.plusDays(1), DayState.EMPTY, 0, null),
                    new ListedDay(FIRST.plusDays(2), DayState.MISSING, 0, null),
                    new ListedDay(FIRST.plusDays(3), DayState.UNREADABLE, 0, null),
                    new ListedDay(FIRST.plusDays(4), DayState.INCOMPLETE, 3, null))));
  }

  @Test
  void a_chat_without_days_is_not_listed() {
    assertThat(new ArchiveListing(new DirectoryArchiveStore(layout, 5)).chat("nobody")).isEmpty();
  }

  @Test
  void a_calendar_has_a_row_for_each_month() {
    ListedChat chat =
        new ArchiveListing(new DirectoryArchiveStore(layout, 5)).chat(CHAT).orElseThrow();

    assertThat(CalendarText.of(chat))
        .isEqualTo(
            """
            ru_python · Python чат
            2025-10-29 to 2025-11-02, 5 messages, 2 of 5 days complete
                     1   5    10   15   20   25   30
            2025-10                              #-.                2 messages
            2025-11  !o                                             3 messages
            """);
    assertThat(CalendarText.legend())
        .isEqualTo("* proven   # complete   o incomplete   - empty   . missing   ! unreadable\n");
  }

  @Test
  void a_folder_that_mixes_chats_says_so() throws IOException {
    Path other = layout.dayFile(CHAT, FIRST);
    put(other, Files.readString(other).replace("\"chat_id\":-100,", "\"chat_id\":-200,"));

    ListedChat chat =
        new ArchiveListing(new DirectoryArchiveStore(layout, 5)).chat(CHAT).orElseThrow();

    assertThat(chat.chatIds()).containsExactly(-200L, -100L);
    assertThat(CalendarText.of(chat))
        .contains("MIXES THE DAYS OF 2 CHATS: -200, -100; see archive verify\n");
  }

  @Test
  void a_calendar_stays_within_80_columns() {
    ListedChat wide =
        new ListedChat(
            CHAT,
            "🐍".repeat(200),
            List.of(-100L),
            List.of(new ListedDay(FIRST, DayState.COMPLETE, Integer.MAX_VALUE, null)));

    assertThat(CalendarText.of(wide).lines())
        .allSatisfy(
            line -> assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(80));
  }

  private void archive(LocalDate date, int count, @Nullable String incompleteReason) {
    TestingDays.write(
        layout,
        new DirectoryArchiveStore(layout, 5),
        draft(CHAT, date, incompleteReason),
        LongStream.rangeClosed(1, count)
            .mapToObj(id -> TestingDays.message(id, date, "text"))
            .toList());
  }
}
