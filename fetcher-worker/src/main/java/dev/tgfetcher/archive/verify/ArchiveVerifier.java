package dev.tgfetcher.archive.verify;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.StoredFile;
import dev.tgfetcher.archive.progress.ArchiveProgress;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int BLOCK = 1 << 16;

  private final ArchiveStore archive;
  private final ArchiveProgress progress;

  public ArchiveVerifier(ArchiveStore archive, ArchiveProgress progress) {
    this.archive = archive;
    this.progress = progress;
  }

  public Verification verify() {
    Run run = new Run();
    archive.chats().forEach(chat -> run.attempt(() -> run.checkChat(chat)));
    run.attempt(run::checkLeftovers);
    run.attempt(run::checkProgress);
    return new Verification(run.filesRead, List.copyOf(run.findings));
  }

  /** Removes the leftovers and rebuilds the progress. Returns their places. */
  public List<String> repair() {
    List<String> removed = archive.removeLeftovers();
    progress.rebuild();
    return removed;
  }

  private final class Run {
    private final Set<Finding> findings = new LinkedHashSet<>();
    private int filesRead;

    /** Turns a refusal of the storage into a finding, so the rest is still checked. */
    void attempt(Runnable check) {
      try {
        check.run();
      } catch (StorageException e) {
        found(e.place(), FindingKind.NOT_OPENED, String.valueOf(e.getMessage()));
      }
    }

    void checkChat(String chat) {
      List<LocalDate> days = archive.days(chat);
      List<DayFacts> facts = new ArrayList<>();
      for (LocalDate date : days) {
        attempt(() -> check(archive.file(chat, date), date).ifPresent(facts::add));
      }
      findings.addAll(FolderCheck.of(archive.place(chat), facts));
      archive
          .revisions(chat)
          .forEach((date, kept) -> attempt(() -> checkRevisions(chat, date, kept)));
      checkGaps(chat, days);
      for (String stranger : archive.strangers(chat)) {
        found(stranger, FindingKind.FOREIGN_FILE, "the name is no day or revision");
      }
    }

    private Optional<DayFacts> check(StoredFile file, LocalDate date) {
      filesRead++;
      DayCheck.Result result = DayCheck.of(file, date);
      findings.addAll(result.findings());
      return result.facts();
    }

    private void checkRevisions(String chat, LocalDate date, Map<Integer, StoredFile> kept) {
      Optional<ArchivedDay> current = archive.find(chat, date);
      kept.forEach(
          (number, file) -> {
            var unused = check(file, date);
            checkNumber(file, date, number);
            if (current.isEmpty()) {
              found(
                  file.place(), FindingKind.REVISION_OUT_OF_ORDER, "the day has no readable file");
            } else if (number >= current.get().revision()
                && differ(file, archive.file(chat, date))) {
              found(
                  file.place(),
                  FindingKind.REVISION_OUT_OF_ORDER,
                  "the day's file, revision " + current.get().revision() + ", is not newer");
            }
          });
    }

    private void checkNumber(StoredFile file, LocalDate date, int number) {
      try (ArchiveReader reader = ArchiveReader.open(file.open(), date)) {
        int own = reader.header().revision();
        if (own != number && !ArchivedDay.isVersion10(reader.header())) {
          found(file.place(), FindingKind.REVISION_OUT_OF_ORDER, "contains revision " + own);
        }
      } catch (JacksonException e) {
        // DayCheck has reported the file as unreadable.
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }

    private void checkGaps(String chat, List<LocalDate> days) {
      for (int i = 1; i < days.size(); i++) {
        LocalDate first = days.get(i - 1).plusDays(1);
        LocalDate last = days.get(i).minusDays(1);
        if (!first.isAfter(last)) {
          found(
              archive.place(chat),
              FindingKind.MISSING_DAYS,
              "no file from " + first + " to " + last);
        }
      }
    }

    void checkLeftovers() {
      for (String file : archive.leftovers()) {
        found(file, FindingKind.LEFTOVER, "left by a dead writer");
      }
    }

    void checkProgress() {
      if (progress.isUnreadable()) {
        found(progress.place(), FindingKind.PROGRESS, "cannot be read");
      }
      for (String chat : progress.chats()) {
        if (archive.chats().contains(chat)) {
          progress.of(chat).completedDates().forEach(date -> checkCompleted(chat, date));
        }
      }
    }

    private void checkCompleted(String chat, LocalDate date) {
      Optional<ArchivedDay> day = archive.find(chat, date);
      if (day.filter(ArchivedDay::mayBeComplete).isEmpty()) {
        found(
            progress.place(),
            FindingKind.PROGRESS,
            "lists " + chat + " " + date + " as completed, but its file is not");
      }
    }

    private void found(String place, FindingKind kind, String text) {
      findings.add(new Finding(place, kind, text));
    }
  }

  /** A crash between the two steps of a replacement leaves one file under two names. */
  private static boolean differ(StoredFile revision, StoredFile current) {
    try (InputStream one = revision.open();
        InputStream other = current.open()) {
      byte[] block;
      do {
        block = one.readNBytes(BLOCK);
        if (!Arrays.equals(block, other.readNBytes(BLOCK))) {
          return true;
        }
      } while (block.length > 0);
      return false;
    } catch (IOException e) {
      throw unreadable(revision, e);
    }
  }

  private static StorageException unreadable(StoredFile file, IOException cause) {
    return new StorageException("read", file.place(), cause);
  }
}
