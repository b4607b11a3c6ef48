package dev.tgfetcher.queue;

import dev.tgfetcher.file.DurableFiles;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * What a worker has to tell Redis and cannot yet: numbered files in {@code <folder>/<worker id>},
 * each durable before {@link #put} returns, and removed when Redis knows.
 */
public final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final String ENDING = ".json";

  private final Path folder;
  private final String workerId;
  private final Path own;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private long lastNumber;

  /** One step, whose it is, and the file that keeps it. */
  record Entry(String worker, Path file, LeaseWrite step) {}

  /**
   * Finds its place; what an earlier process of the same worker id left there stays for {@link
   * #leftBy}.
   *
   * @param folder shared by all workers on a data directory
   */
  public Outbox(Path folder, String workerId) {
    this.folder = folder.toAbsolutePath().normalize();
    this.workerId = workerId;
    this.own = this.folder.resolve(workerId).normalize();
    if (!this.folder.equals(own.getParent())) {
      throw new IllegalArgumentException("no name for a folder: " + workerId);
    }
    this.lastNumber = files(own).stream().mapToLong(Outbox::number).max().orElse(0);
  }

  synchronized void put(LeaseWrite step) {
    String name = String.format(Locale.ROOT, "%012d", lastNumber + 1);
    Path file = own.resolve(name + ENDING);
    Path temp = own.resolve(name + ".tmp");
    try {
      Files.createDirectories(own);
      DurableFiles.write(temp, Json.MAPPER.writeValueAsBytes(step));
      DurableFiles.rename(temp, file);
    } catch (IOException e) {
      throw new StorageException("write", file, e);
    }
    lastNumber++;
    waiting.add(new Entry(workerId, file, step));
  }

  /** Whether nothing of this process waits. */
  public synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How much of this process waits. */
  public synchronized int size() {
    return waiting.size();
  }

  synchronized @Nullable Entry first() {
    return waiting.peek();
  }

  /** Forgets a step that Redis knows; no matter if another process was faster. */
  synchronized void remove(Entry entry) {
    waiting.remove(entry);
    delete(entry.file());
    Path worker = folder.resolve(entry.worker());
    if (files(worker).isEmpty()) {
      delete(worker);
    }
  }

  /** The workers that left something, this one among them. */
  public List<String> workers() {
    return entries(folder).stream()
        .filter(Files::isDirectory)
        .map(path -> path.getFileName().toString())
        .toList();
  }

  /** What a worker left that is not this process, in order. */
  synchronized List<Entry> leftBy(String worker) {
    List<Path> mine = waiting.stream().map(Entry::file).toList();
    return files(folder.resolve(worker)).stream()
        .filter(file -> !mine.contains(file))
        .flatMap(file -> read(worker, file).stream())
        .toList();
  }

  private static Optional<Entry> read(String worker, Path file) {
    try {
      LeaseWrite step = Json.MAPPER.readValue(Files.readAllBytes(file), LeaseWrite.class);
      return Optional.of(new Entry(worker, file, step));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    } catch (JacksonException e) {
      log.error("{} cannot be understood and stays; its command will be run again", file, e);
      return Optional.empty();
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
  }

  private static List<Path> files(Path worker) {
    return entries(worker).stream()
        .filter(file -> file.getFileName().toString().matches("\\d{12}\\.json"))
        .toList();
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new StorageException("list", folder, e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException inUse) {
      log.debug("{} is in use again", path);
    } catch (IOException e) {
      throw new StorageException("remove", path, e);
    }
  }
}
