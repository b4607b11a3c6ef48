package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchivedDay;
import dev.tgfetcher.archive.WriteOutcome;
import dev.tgfetcher.archive.progress.ArchiveProgress;
import dev.tgfetcher.archive.progress.ProgressJson;
import dev.tgfetcher.archive.progress.ProgressScan;
import dev.tgfetcher.archive.progress.SourceProgress;
import dev.tgfetcher.file.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of an archive in a bucket: an object for each chat, and {@code progress.json}. Each
 * is replaced on condition that nothing has changed since it was read; otherwise it is read again.
 *
 * <ol>
 *   <li>A day that was written costs one request, because this process knows the object that it has
 *       written last.
 *   <li>A fold copies the chats that this process has changed to {@code progress.json}. The larger
 *       that is, the rarer it is folded.
 * </ol>
 *
 * <p>After a crash {@code progress.json} gets the last changes of a chat with its next day.
 */
final class S3Progress implements ArchiveProgress {
  private static final Logger LOG = LoggerFactory.getLogger(S3Progress.class);

  /** One second between two folds for each MiB. */
  private static final long BYTES_PER_MILLISECOND = 1024;

  private final S3Days days;
  private final InstantSource clock;
  private final ProgressScan scan;
  private final ProgressObject folded;
  private final ConcurrentHashMap<String, ProgressObject> chats = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private long foldedAt;

  S3Progress(S3Days days, InstantSource clock) {
    this.days = days;
    this.clock = clock;
    this.scan = new ProgressScan(days);
    this.folded = new ProgressObject(days.bucket, days.keys.progress());
  }

  @Override
  public String place() {
    return days.bucket.location().place(days.keys.progress());
  }

  @Override
  public SourceProgress of(String chat) {
    return object(chat)
        .read()
        .filter(progress -> progress.sources().contains(chat))
        .or(folded::read)
        .map(progress -> progress.source(chat))
        .orElse(SourceProgress.NONE);
  }

  @Override
  public NavigableSet<String> chats() {
    return folded.read().map(ProgressJson::sources).orElseGet(TreeSet::new);
  }

  @Override
  public boolean isUnreadable() {
    return folded.isUnreadable();
  }

  @Override
  public void record(WriteOutcome outcome) {
    String chat = outcome.day().chat();
    Predicate<ArchivedDay> isOther = day -> !day.place().equals(outcome.day().place());
    change(
        chat,
        before -> before.orElseGet(() -> withoutObject(chat, isOther)).after(outcome),
        days.listings.of(chat).progress().isEmpty());
  }

  private void change(
      String chat,
      Function<Optional<SourceProgress>, SourceProgress> change,
      boolean isSurelyAbsent) {
    object(chat)
        .change(
            before -> {
              SourceProgress after = change.apply(before.map(json -> json.source(chat)));
              ProgressJson json = ProgressJson.empty();
              json.put(chat, after, clock.instant());
              return json;
            },
            isSurelyAbsent);
    changed.add(chat);
  }

  private SourceProgress withoutObject(String chat, Predicate<ArchivedDay> counts) {
    boolean isFirstDay = days.days(chat).size() <= 1;
    return isFirstDay
        ? SourceProgress.NONE
        : folded
            .read()
            .map(progress -> progress.source(chat))
            .orElseGet(() -> scan.scan(chat, SourceProgress.NONE, counts));
  }

  private ProgressObject object(String chat) {
    return chats.computeIfAbsent(
        chat, name -> new ProgressObject(days.bucket, days.keys.progress(name)));
  }

  @Override
  public void rebuild() {
    for (String chat : days.chats()) {
      change(chat, before -> scan.scan(chat, before.orElseGet(() -> of(chat)), day -> true), false);
    }
    fold();
  }

  @Override
  public synchronized void foldIfDue() {
    long since = Duration.ofNanos(System.nanoTime() - foldedAt).toMillis();
    if (!changed.isEmpty() && since >= folded.size() / BYTES_PER_MILLISECOND) {
      fold();
    }
  }

  @Override
  public synchronized void fold() {
    List<String> taken = List.copyOf(changed);
    if (taken.isEmpty()) {
      return;
    }
    changed.removeAll(taken);
    try {
      folded.change(before -> merged(before, taken), false);
      foldedAt = System.nanoTime();
    } catch (StorageException e) {
      changed.addAll(taken);
      throw e;
    }
  }

  private ProgressJson merged(Optional<ProgressJson> before, List<String> taken) {
    ProgressJson progress = before.orElseGet(ProgressJson::empty);
    if (before.isEmpty()) {
      if (folded.isUnreadable()) {
        keepUnreadable();
      }
      days.chats().stream()
          .filter(chat -> !taken.contains(chat))
          .forEach(chat -> merge(chat, progress));
    }
    taken.forEach(chat -> merge(chat, progress));
    return progress;
  }

  private void merge(String chat, ProgressJson progress) {
    Optional<ProgressJson> own = object(chat).read();
    if (own.isEmpty()) {
      change(chat, before -> scan.scan(chat, SourceProgress.NONE, day -> true), false);
    }
    object(chat).read().ifPresent(json -> progress.merge(chat, json));
  }

  private void keepUnreadable() {
    String aside = days.keys.progress() + "." + clock.millis() + ".unreadable";
    LOG.warn("Cannot read {}; it is kept as {} and rebuilt from the archive", place(), aside);
    folded.copyTo(aside);
  }
}
