package dev.tgfetcher.archive.verify;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.progress.ProgressFile;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Checks the whole archive. Only {@link #repair} changes it.
 *
 * <ol>
 *   <li>every day's file
 *   <li>its former revisions
 *   <li>days of several chats in one folder, and empty days that may not be empty
 *   <li>gaps between a chat's first and last day
 *   <li>foreign files, and leftovers of a crash
 *   <li>{@code progress.json}
 * </ol>
 */
public final class ArchiveVerifier {
  private final ArchiveLayout layout;
  private final ProgressFile progress;

  public ArchiveVerifier(ArchiveLayout layout, ProgressFile progress) {
    this.layout = layout;
    this.progress = progress;
  }

  public Verification verify() {
    Run run = new Run();
    layout.chats().forEach(chat -> run.attempt(() -> run.checkChat(chat)));
    run.attempt(run::checkLeftovers);
    run.attempt(run::checkProgress);
    return new Verification(run.filesRead, List.copyOf(run.findings));
  }

  /** Removes the leftovers and rebuilds the progress. Returns the removed files. */
  public List<Path> repair() {
    List<Path> removed = Leftovers.remove(layout);
    progress.rebuild();
    return removed;
  }

  private final class Run {
    private final Set<Finding> findings = new LinkedHashSet<>();
    private int filesRead;

    /** Turns a refusal of the disk into a finding, so the rest is still checked. */
    void attempt(Runnable check) {
      try {
        check.run();
      } catch (StorageException e) {
        found(e.path(), FindingKind.NOT_OPENED, String.valueOf(e.getMessage()));
      }
    }

    void checkChat(String chat) {
      List<LocalDate> days = layout.days(chat);
      List<DayFacts> facts = new ArrayList<>();
      for (LocalDate date : days) {
        attempt(() -> check(layout.dayFile(chat, date), date).ifPresent(facts::add));
      }
      findings.addAll(FolderCheck.of(layout.chatFolder(chat), facts));
      layout
          .revisions(chat)
          .forEach((date, kept) -> attempt(() -> checkRevisions(chat, date, kept)));
      checkGaps(chat, days);
      for (Path stranger : layout.strangers(chat)) {
        found(stranger, FindingKind.FOREIGN_FILE, "the name is no day or revision");
      }
    }

    private Optional<DayFacts> check(Path file, LocalDate date) {
      filesRead++;
      DayCheck.Result result = DayCheck.of(file, date);
      findings.addAll(result.findings());
      return result.facts();
    }

    private void checkRevisions(String chat, LocalDate date, Map<Integer, Path> kept) {
      Optional<ArchivedDay> current = ArchivedDay.find(layout, chat, date);
      kept.forEach(
          (number, file) -> {
            var unused = check(file, date);
            checkNumber(file, number);
            if (current.isEmpty()) {
              found(file, FindingKind.REVISION_OUT_OF_ORDER, "the day has no readable file");
            } else if (number >= current.get().revision() && differ(file, current.get().path())) {
              found(
                  file,
                  FindingKind.REVISION_OUT_OF_ORDER,
                  "the day's file, revision " + current.get().revision() + ", is not newer");
            }
          });
    }

    private void checkNumber(Path file, int number) {
      try (ArchiveReader reader = ArchiveReader.open(file)) {
        int own = reader.header().revision();
        if (own != number && !ArchivedDay.isVersion10(reader.header())) {
          found(file, FindingKind.REVISION_OUT_OF_ORDER, "contains revision " + own);
        }
      } catch (JacksonException e) {
        // DayCheck has reported the file as unreadable.
      } catch (IOException e) {
        throw new StorageException("read", file, e);
      }
    }

    private void checkGaps(String chat, List<LocalDate> days) {
      for (int i = 1; i < days.size(); i++) {
        LocalDate first = days.get(i - 1).plusDays(1);
        LocalDate last = days.get(i).minusDays(1);
        if (!first.isAfter(last)) {
          found(
              layout.chatFolder(chat),
              FindingKind.MISSING_DAYS,
              "no file from " + first + " to " + last);
        }
      }
    }

    void checkLeftovers() {
      for (Path file : Leftovers.find(layout)) {
        found(file, FindingKind.LEFTOVER, "left by a dead writer");
      }
    }

    void checkProgress() {
      if (progress.isUnreadable()) {
        found(layout.progressFile(), FindingKind.PROGRESS, "cannot be read");
      }
      for (String chat : progress.chats()) {
        if (layout.chats().contains(chat)) {
          progress.of(chat).completedDates().forEach(date -> checkCompleted(chat, date));
        }
      }
    }

    private void checkCompleted(String chat, LocalDate date) {
      Optional<ArchivedDay> day = ArchivedDay.find(layout, chat, date);
      if (day.filter(ArchivedDay::mayBeComplete).isEmpty()) {
        found(
            layout.progressFile(),
            FindingKind.PROGRESS,
            "lists " + chat + " " + date + " as completed, but its file is not");
      }
    }

    private void found(Path path, FindingKind kind, String text) {
      findings.add(new Finding(path, kind, text));
    }
  }

  /** A crash between the two steps of a replacement leaves one file under two names. */
  private static boolean differ(Path revision, Path current) {
    try {
      return Files.mismatch(revision, current) != -1;
    } catch (IOException e) {
      throw new StorageException("read", revision, e);
    }
  }
}
