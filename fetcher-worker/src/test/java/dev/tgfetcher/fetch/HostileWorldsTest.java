package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.IncompleteReason.Kind;
import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.emulator.fault.Faults;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Freeze;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.session.AccountRestrictedException;
import dev.tgfetcher.telegram.TelegramException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a chat is like, each day's file has all that the account can see of the day, and says
 * that it is complete exactly when nothing of the day is hidden or unreadable.
 */
class HostileWorldsTest {
  private static final int SHORT_PAGE = 7;

  @TempDir private Path folder;

  static LongStream fewSeeds() {
    return LongStream.rangeClosed(1, 10);
  }

  static LongStream manySeeds() {
    long first = Long.getLong("tgf.hostile.first", 1);
    return LongStream.range(first, first + Long.getLong("tgf.hostile.seeds", 200));
  }

  @ParameterizedTest
  @MethodSource("fewSeeds")
  void each_day_has_all_messages_or_says_why_not(long seed) throws Exception {
    fetchAll(seed);
  }

  /** In these worlds TDLib returns a few messages of a page from memory. */
  @ParameterizedTest
  @ValueSource(longs = {111, 138})
  void a_part_of_a_page_does_not_hide_messages_that_step_back(long seed) throws Exception {
    fetchAll(seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void many_worlds_hide_nothing_unnoticed(long seed) throws Exception {
    fetchAll(seed);
  }

  private void fetchAll(long seed) throws Exception {
    HostileWorld hostile = new HostileWorld(seed);
    try (FetchedWorld fetched =
        FetchedWorld.start(hostile.world(), folder, FetchedWorld.RECYCLE_NEVER)) {
      moveName(hostile, fetched);
      addFaults(new Random(~seed), fetched.faults());
      freezeInTheMiddle(HostileWorld.spread(seed, 2), hostile, fetched.emulator());
      LocalDate first = HostileWorld.FIRST;
      LocalDate last = HostileWorld.LAST;
      check(hostile, fetched, FetchWindow.of(first, last), first);
      switch ((int) (seed % 3)) {
        case 0 -> {
          for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            check(hostile, fetched, FetchWindow.of(day, day), day);
          }
        }
        case 1 -> check(hostile, fetched, FetchWindow.sinceFirstMessage(last), hostile.firstDay());
        default -> {}
      }
    }
  }

  /** The account meets the name at another chat first. */
  private static void moveName(HostileWorld hostile, FetchedWorld fetched)
      throws InterruptedException {
    Chat former = hostile.formerOwner();
    if (former == null) {
      return;
    }
    fetched.fetch("@" + former.username(), 1);
    hostile.world().moveUsername(former.username(), hostile.chat());
    fetched.reopen();
  }

  private static void freezeInTheMiddle(
      Random random, HostileWorld hostile, TelegramEmulator emulator) {
    if (random.nextInt(4) == 0) {
      Freeze freeze = new Freeze(1_762_509_600, 1_765_101_600, "https://t.me/spambot");
      emulator
          .faults()
          .runAfter(2 + random.nextInt(20), () -> emulator.freeze(hostile.account(), freeze));
    }
  }

  private static void addFaults(Random random, Faults faults) {
    if (random.nextInt(3) == 0) {
      faults.shortenPages("messages.getHistory", SHORT_PAGE);
    }
    if (random.nextInt(3) == 0) {
      faults.stall("channels.getFullChannel", Duration.ofMillis(300));
    }
    if (random.nextInt(3) == 0) {
      faults.failAfter("messages.getHistory", random.nextInt(6), 1, "FLOOD_WAIT_1");
    }
    if (random.nextInt(3) == 0) {
      faults.dropAfter(8 + random.nextInt(20));
    }
  }

  private static void check(
      HostileWorld hostile, FetchedWorld fetched, FetchWindow window, LocalDate firstDay)
      throws InterruptedException {
    NavigableMap<LocalDate, ArchiveFile> files = new TreeMap<>();
    for (ArchiveFile file : untilItSucceeds(hostile, fetched, window)) {
      files.put(file.header().date(), file);
    }
    assertThat(files.navigableKeySet())
        .as("%s of %s", window, hostile)
        .containsExactlyElementsOf(firstDay.datesUntil(window.to().plusDays(1)).toList());
    for (ArchiveFile file : files.values()) {
      check(hostile, file, window);
    }
  }

  private static void check(HostileWorld hostile, ArchiveFile file, FetchWindow window) {
    LocalDate day = file.header().date();
    try {
      new WorldComparison(hostile.world(), hostile.chat()).assertSame(file);
    } catch (AssertionError e) {
      throw new AssertionError(
          "%s in %s of %s: %s".formatted(day, window, hostile, e.getMessage()), e);
    }
    Set<Kind> reasons = reasons(file);
    if (hostile.mayBePartial(day) && !hostile.reasons(day).contains(Kind.PARTIAL_CONTENT)) {
      reasons.remove(Kind.PARTIAL_CONTENT);
    }
    assertThat(reasons)
        .as("%s in %s of %s: %s", day, window, hostile, file.header().incompleteReason())
        .isEqualTo(hostile.reasons(day));
    assertThat(file.header().complete()).isEqualTo(file.header().incompleteReason() == null);
    assertThat(file.header().commentsComplete()).as("comments of %s", day).isTrue();
  }

  private static Set<Kind> reasons(ArchiveFile file) {
    Set<Kind> reasons = EnumSet.noneOf(Kind.class);
    String text = file.header().incompleteReason();
    for (String reason : text == null ? new String[0] : text.split("; ", -1)) {
      for (Kind kind : Kind.values()) {
        if (reason.startsWith(kind.name().toLowerCase(Locale.ROOT))) {
          reasons.add(kind);
        }
      }
    }
    return reasons;
  }

  /** Repeats failed attempts, as a worker does. */
  private static List<ArchiveFile> untilItSucceeds(
      HostileWorld hostile, FetchedWorld fetched, FetchWindow window) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return fetched.fetch(hostile.reference(), window, false);
      } catch (TelegramException refused) {
        assertThat(attempt).as(refused.getMessage()).isLessThan(6);
      } catch (AccountRestrictedException frozen) {
        assertThat(attempt).as(frozen.getMessage()).isLessThan(6);
        fetched.unfreeze(hostile.account());
      }
    }
  }
}
