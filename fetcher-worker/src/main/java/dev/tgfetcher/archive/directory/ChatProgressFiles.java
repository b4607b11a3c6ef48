package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.progress.ProgressJson;
import dev.tgfetcher.archive.progress.SourceProgress;
import dev.tgfetcher.file.AtomicFiles;
import dev.tgfetcher.file.FolderListing;
import dev.tgfetcher.file.PathLock;
import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;

/**
 * The progress of each chat in a file of its own, in the form of {@code progress.json} with one
 * source. A change makes a mark with the chat's name, until it is part of {@code progress.json}.
 */
final class ChatProgressFiles {
  private final ArchiveLayout layout;
  private final InstantSource clock;

  ChatProgressFiles(ArchiveLayout layout, InstantSource clock) {
    this.layout = layout;
    this.clock = clock;
  }

  /** The file of a chat; empty when there is none that can be read. */
  Optional<ProgressJson> find(String chat) {
    Path file = layout.progressFile(chat);
    try {
      return ProgressJson.parse(Json.MAPPER.readTree(Files.readAllBytes(file)))
          .filter(progress -> progress.sources().contains(chat));
    } catch (NoSuchFileException | JacksonException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("read", file, e);
    }
  }

  /** Changes the file of a chat under its lock. The change gets empty for a chat without a file. */
  void change(String chat, UnaryOperator<Optional<SourceProgress>> change) {
    try {
      PathLock.<Path, IOException>withLock(
          layout.progressLock(chat),
          () -> {
            Optional<SourceProgress> before = find(chat).map(file -> file.source(chat));
            Optional<SourceProgress> after = change.apply(before);
            if (after.isPresent()) {
              write(chat, after.get());
            }
            return layout.progressFile(chat);
          });
    } catch (IOException e) {
      throw new StorageException("write", layout.progressFile(chat), e);
    }
  }

  private void write(String chat, SourceProgress progress) throws IOException {
    ProgressJson json = ProgressJson.empty();
    json.put(chat, progress, clock.instant());
    Path file = layout.progressFile(chat);
    Files.createDirectories(layout.changedProgress());
    AtomicFiles.replace(file, json.bytes());
    Files.write(layout.changedProgress().resolve(chat), new byte[0]);
  }

  /** Whether there are changes that are not part of {@code progress.json}. */
  boolean anyChanged() {
    return !FolderListing.of(layout.changedProgress()).isEmpty()
        || !FolderListing.of(layout.foldedProgress()).isEmpty();
  }

  /**
   * Takes the marks of the changed chats, those of a fold that did not end included. A change that
   * comes later makes a further mark. Needs the lock of {@code progress.json}.
   */
  List<String> takeChanged() throws IOException {
    Files.createDirectories(layout.foldedProgress());
    for (Path mark : FolderListing.of(layout.changedProgress())) {
      Files.move(
          mark,
          layout.foldedProgress().resolve(mark.getFileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    TreeSet<String> chats = new TreeSet<>();
    FolderListing.of(layout.foldedProgress())
        .forEach(mark -> chats.add(mark.getFileName().toString()));
    return List.copyOf(chats);
  }

  /** Removes marks that were taken. */
  void removeTaken(List<String> chats) throws IOException {
    for (String chat : chats) {
      Files.deleteIfExists(layout.foldedProgress().resolve(chat));
    }
  }
}
