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
import java.util.ArrayList;
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
 * The writes that wait on disk for Redis: files in {@code <folder>/<worker id>}, each with a number
 * and the id of the fleet in its name, as fleets may share a data directory. Each is durable before
 * {@link #put} returns, and is removed when Redis has the write.
 */
public final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final String SUFFIX = ".json";
  private static final String SET_ASIDE = ".set-aside";
  private static final int DIGITS = 12;

  private final Path folder;
  private final String workerId;
  private final FleetId fleet;
  private final Path own;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private long lastNumber;

  /** A write, the worker that made it, and its file. */
  record Entry(String worker, Path file, LeaseWrite write) {}

  /**
   * Opens the outbox of a worker. Files of an earlier process with the same id stay for {@link
   * #leftBy}.
   *
   * @param folder shared by all workers of a data directory
   * @param fleet of the worker
   */
  public Outbox(Path folder, String workerId, FleetId fleet) {
    this.fleet = fleet;
    this.folder = folder.toAbsolutePath().normalize();
    this.workerId = workerId;
    this.own = this.folder.resolve(workerId).normalize();
    if (!this.folder.equals(own.getParent())) {
      throw new IllegalArgumentException("WORKER_ID cannot name a folder: " + workerId);
    }
    this.lastNumber = files(own).stream().mapToLong(Outbox::number).max().orElse(0);
  }

  synchronized void put(LeaseWrite write) {
    String known = fleet.known();
    String name =
        String.format(Locale.ROOT, "%012d", lastNumber + 1) + (known == null ? "" : "-" + known);
    Path file = own.resolve(name + SUFFIX);
    Path temp = own.resolve(name + ".tmp");
    try {
      Files.createDirectories(own);
      DurableFiles.write(temp, Json.MAPPER.writeValueAsBytes(write));
      DurableFiles.rename(temp, file);
    } catch (IOException e) {
      throw new StorageException("write", file, e);
    }
    lastNumber++;
    waiting.add(new Entry(workerId, file, write));
  }

  /** Whether this process has no write that waits. */
  public synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The number of writes of this process that wait. */
  public synchronized int size() {
    return waiting.size();
  }

  synchronized @Nullable Entry first() {
    return waiting.peek();
  }

  /** Removes a write that Redis has; another process may have removed it before. */
  synchronized void remove(Entry entry) {
    waiting.remove(entry);
    delete(entry.file());
    Path worker = folder.resolve(entry.worker());
    if (files(worker).isEmpty()) {
      delete(worker);
    }
  }

  /** The workers with files in the folder, this one included. */
  public List<String> workers() {
    return entries(folder).stream()
        .filter(Files::isDirectory)
        .map(path -> path.getFileName().toString())
        .toList();
  }

  /** Reads the id of the fleet, so that it is known while Redis is away. */
  public void identifyFleet() {
    String unused = fleet.read();
  }

  /**
   * The writes of a worker that another process of this fleet made, in order. A former version
   * wrote no fleet into the name. A file that is no valid write is set aside with all that follow:
   * if it announces a day, a later one must not complete the command. Their commands run again.
   */
  synchronized List<Entry> leftBy(String worker) {
    List<Path> ownFiles = waiting.stream().map(Entry::file).toList();
    String ofFleet = "\\d{12}(-" + fleet.read() + ")?\\.json";
    List<Path> left =
        files(folder.resolve(worker)).stream()
            .filter(file -> !ownFiles.contains(file))
            .filter(file -> file.getFileName().toString().matches(ofFleet))
            .toList();
    List<Entry> entries = new ArrayList<>();
    for (Path file : left) {
      try {
        read(worker, file).ifPresent(entries::add);
      } catch (JacksonException damaged) {
        List<Path> rest = left.subList(left.indexOf(file), left.size());
        log.error(
            "The outbox file {} is no valid write. It is set aside with {} later ones, and their"
                + " commands run again",
            file,
            rest.size() - 1,
            damaged);
        setAside(rest);
        break;
      }
    }
    return entries;
  }

  private static Optional<Entry> read(String worker, Path file) {
    try {
      LeaseWrite write = Json.MAPPER.readValue(Files.readAllBytes(file), LeaseWrite.class);
      return Optional.of(new Entry(worker, file, write));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    }
  }

  /** Renames the last file first, so that no other process sends it after the damaged one. */
  private static void setAside(List<Path> files) {
    for (int i = files.size() - 1; i >= 0; i--) {
      Path file = files.get(i);
      try {
        DurableFiles.rename(file, file.resolveSibling(file.getFileName() + SET_ASIDE));
      } catch (NoSuchFileException gone) {
        log.debug("{} was removed by another process", file);
      } catch (IOException e) {
        throw new StorageException("rename", file, e);
      }
    }
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString().substring(0, DIGITS));
  }

  private static List<Path> files(Path worker) {
    return entries(worker).stream()
        .filter(file -> file.getFileName().toString().matches("\\d{12}(-\\w+)?\\.json"))
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
