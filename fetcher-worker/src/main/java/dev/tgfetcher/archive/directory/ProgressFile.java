package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.progress.ArchiveProgress;
import dev.tgfetcher.archive.progress.ProgressJson;
import dev.tgfetcher.archive.progress.ProgressScan;
import dev.tgfetcher.archive.progress.SourceProgress;
import dev.tgfetcher.file.AtomicFiles;
import dev.tgfetcher.file.DurableFiles;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * {@code progress.json}, which all workers on the data directory share.
 *
 * <ol>
 *   <li>A day that was written changes the file of its chat alone ({@link ChatProgressFiles}).
 *   <li>A fold copies the changed chats to {@code progress.json}. One worker folds at a time, and
 *       none waits for it. The larger {@code progress.json} is, the rarer it is folded.
 * </ol>
 *
 * <p>A missing or unreadable file is rebuilt from the archive. After a power cut the last changes
 * may be missing until the chat's next day, because nothing here is synced.
 */
public final class ProgressFile implements ArchiveProgress {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);

  /** One second between two folds for each MiB, of which a fold copies tens in a second. */
  private static final long BYTES_PER_MILLISECOND = 1024;

  private final ArchiveLayout layout;
  private final InstantSource clock;
  private final ChatProgressFiles chats;
  private final ProgressScan scan;

  public ProgressFile(ArchiveLayout layout, InstantSource clock) {
    this.layout = layout;
    this.clock = clock;
    this.chats = new ChatProgressFiles(layout, clock);
    this.scan = new ProgressScan(new DirectoryDays(layout));
  }

  @Override
  public String place() {
    return layout.progressFile().toString();
  }

  @Override
  public SourceProgress of(String chat) {
    return chats
        .find(chat)
        .or(this::load)
        .map(progress -> progress.source(chat))
        .orElse(SourceProgress.NONE);
  }

  @Override
  public NavigableSet<String> chats() {
    return load().map(ProgressJson::sources).orElseGet(TreeSet::new);
  }

  @Override
  public boolean isUnreadable() {
    return Files.exists(layout.progressFile()) && load().isEmpty();
  }

  /** Records a day that was written, and folds if the last fold is long enough ago. */
  @Override
  public void record(WriteOutcome outcome) {
    String chat = outcome.day().chat();
    String written = outcome.day().place();
    chats.change(
        chat,
        before ->
            Optional.of(
                before
                    .orElseGet(() -> withoutFile(chat, day -> !day.place().equals(written)))
                    .after(outcome)));
    foldIfDue();
  }

  /** An earlier version had no file for each chat. A damaged one is counted from the archive. */
  private SourceProgress withoutFile(String chat, Predicate<ArchivedDay> counts) {
    Optional<SourceProgress> folded = load().map(progress -> progress.source(chat));
    return folded.isPresent() && !Files.exists(layout.progressFile(chat))
        ? folded.get()
        : scan.scan(chat, folded.orElse(SourceProgress.NONE), counts);
  }

  @Override
  public void rebuild() {
    for (String chat : layout.chats()) {
      chats.change(
          chat,
          before -> Optional.of(scan.scan(chat, before.orElseGet(() -> of(chat)), day -> true)));
    }
    fold();
  }

  @Override
  public void foldIfDue() {
    if (!chats.anyChanged() || !isDue()) {
      return;
    }
    Optional<PathLock> lock = PathLock.tryAcquire(layout.progressLock());
    try {
      if (lock.isPresent()) {
        foldLocked();
      }
    } finally {
      lock.ifPresent(PathLock::close);
    }
  }

  private boolean isDue() {
    Path file = layout.progressFile();
    try {
      Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
      return age.isNegative() || age.toMillis() >= Files.size(file) / BYTES_PER_MILLISECOND;
    } catch (NoSuchFileException none) {
      return true;
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    }
  }

  @Override
  public void fold() {
    PathLock.withLock(
        layout.progressLock(),
        () -> {
          foldLocked();
          return layout.progressFile();
        });
  }

  private void foldLocked() {
    try {
      List<String> changed = chats.takeChanged();
      Optional<ProgressJson> known = load();
      if (known.isPresent() && changed.isEmpty()) {
        return;
      }
      ProgressJson progress = known.orElseGet(ProgressJson::empty);
      if (known.isEmpty()) {
        layout.chats().forEach(chat -> merge(counted(chat), chat, progress));
      }
      changed.forEach(chat -> merge(chats.find(chat), chat, progress));
      replace(progress.bytes());
      chats.removeTaken(changed);
    } catch (IOException e) {
      throw new StorageException("write", layout.progressFile(), e);
    }
  }

  private static void merge(Optional<ProgressJson> ofChat, String chat, ProgressJson progress) {
    ofChat.ifPresent(file -> progress.merge(chat, file));
  }

  private Optional<ProgressJson> counted(String chat) {
    chats.change(
        chat,
        before ->
            before.isPresent()
                ? Optional.empty()
                : Optional.of(scan.scan(chat, SourceProgress.NONE, day -> true)));
    return chats.find(chat);
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

  private void replace(byte[] content) throws IOException {
    Path file = layout.progressFile();
    if (isUnreadable()) {
      Path aside = file.resolveSibling("progress.json." + clock.millis() + ".unreadable");
      LOG.warn(
          "Cannot read {}; it is kept as {} and rebuilt from the archive",
          file,
          aside.getFileName());
      DurableFiles.alias(file, aside);
    }
    AtomicFiles.replace(file, content);
  }
}
