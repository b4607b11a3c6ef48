package dev.tgfetcher.archive.progress;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.MessageScan;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.file.DurableFiles;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * {@code progress.json}, which all workers on the data directory share. A lock guards each change.
 * A missing or unreadable file is rebuilt from the archive.
 */
public final class ProgressFile {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);

  private final ArchiveLayout layout;
  private final InstantSource clock;

  public ProgressFile(ArchiveLayout layout, InstantSource clock) {
    this.layout = layout;
    this.clock = clock;
  }

  /** The progress of a chat; {@link SourceProgress#NONE} for a chat that was never archived. */
  public SourceProgress of(String chat) {
    return load().map(progress -> progress.source(chat)).orElse(SourceProgress.NONE);
  }

  /** The chats in the file; empty when there is no readable file. */
  public NavigableSet<String> chats() {
    return load().map(ProgressJson::sources).orElseGet(TreeSet::new);
  }

  public boolean isUnreadable() {
    return Files.exists(layout.progressFile()) && load().isEmpty();
  }

  /** Records a day that was written. */
  public void record(WriteOutcome outcome) {
    locked(
        () -> {
          Optional<ProgressJson> known = load();
          Path written = outcome.day().path();
          ProgressJson progress =
              known.isPresent()
                  ? known.get()
                  : scanned(ProgressJson.empty(), day -> !day.path().equals(written));
          String chat = outcome.day().chat();
          progress.put(chat, progress.source(chat).after(outcome), clock.instant());
          return progress;
        });
  }

  /** Counts the days and messages again from the files. Sources without a folder do not change. */
  public void rebuild() {
    locked(() -> scanned(load().orElseGet(ProgressJson::empty), day -> true));
  }

  private ProgressJson scanned(ProgressJson progress, Predicate<ArchivedDay> counts)
      throws IOException {
    for (String chat : layout.chats()) {
      progress.put(chat, scannedChat(chat, progress.source(chat), counts), clock.instant());
    }
    return progress;
  }

  /** For a file of version 1.0, only the former progress says whether its day is complete. */
  private SourceProgress scannedChat(
      String chat, SourceProgress before, Predicate<ArchivedDay> counts) throws IOException {
    SourceProgress progress = SourceProgress.NONE;
    for (LocalDate date : layout.days(chat)) {
      Optional<ArchivedDay> day =
          ArchivedDay.find(layout, chat, date).filter(ArchivedDay::mayBeComplete).filter(counts);
      if (day.isPresent() && (day.get().complete() || before.completedDates().contains(date))) {
        MessageScan messages = MessageScan.of(day.get().path());
        progress = progress.withComplete(date, messages.count(), messages.lastId());
      }
    }
    return progress;
  }

  private Optional<ProgressJson> load() {
    Path file = layout.progressFile();
    try {
      return ProgressJson.parse(Json.MAPPER.readTree(Files.readAllBytes(file)));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    }
  }

  private void locked(PathLock.Action<ProgressJson, IOException> change) {
    try {
      PathLock.withLock(
          layout.progressLock(),
          () -> {
            ProgressJson progress = change.run();
            replace(progress.bytes());
            return progress;
          });
    } catch (IOException e) {
      throw new StorageException("write", layout.progressFile(), e);
    }
  }

  private void replace(byte[] content) throws IOException {
    Path file = layout.progressFile();
    Path temp = file.resolveSibling(".progress.json.tmp");
    if (isUnreadable()) {
      Path aside = file.resolveSibling("progress.json." + clock.millis() + ".unreadable");
      LOG.warn(
          "Cannot read {}; it is kept as {} and rebuilt from the archive",
          file,
          aside.getFileName());
      DurableFiles.alias(file, aside);
    }
    DurableFiles.write(temp, content);
    DurableFiles.rename(temp, file);
  }
}
