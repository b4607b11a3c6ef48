package dev.tgfetcher.chaos;

import dev.tgfetcher.archive.directory.ArchiveLayout;
import dev.tgfetcher.chaos.history.FileSeen;
import dev.tgfetcher.schema.archive.ArchiveHeader;
import dev.tgfetcher.schema.archive.ArchiveReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Observes the files of an archive while workers replace them. */
final class FileObserver {
  private final ArchiveLayout layout;
  private final Map<Path, Object> known = new HashMap<>();
  private final List<FileSeen> seen = new ArrayList<>();

  FileObserver(Path data) {
    this.layout = new ArchiveLayout(data);
  }

  /** Reads the files that were replaced since the last call. */
  synchronized void sample() {
    for (String chat : layout.chats()) {
      for (LocalDate day : layout.days(chat)) {
        sample(chat, day);
      }
    }
  }

  private void sample(String chat, LocalDate day) {
    Path file = layout.dayFile(chat, day);
    try {
      Object version = version(file);
      if (!version.equals(known.put(file, version))) {
        // The fence first: it is raised before the file is replaced.
        long fence = fence(chat, day);
        seen.add(read(chat + "/" + day, chat + " " + day, file, fence));
      }
    } catch (NoSuchFileException replaced) {
      known.remove(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Object> version(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    return List.of(time, Files.getAttribute(file, "unix:ino"));
  }

  private long fence(String chat, LocalDate day) throws IOException {
    Path fence = layout.root().resolve(".fences").resolve(chat).resolve(day.toString());
    return Files.exists(fence) ? Long.parseLong(Files.readString(fence).strip()) : 0;
  }

  private static FileSeen read(String series, String day, Path file, long fence)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (ArchiveReader reader = ArchiveReader.open(new ByteArrayInputStream(bytes))) {
      ArchiveHeader header = reader.header();
      while (reader.hasNext()) {
        reader.next();
      }
      return new FileSeen(
          series, day, header.revision(), header.fetchedAt(), fence, reader.contentSha256());
    }
  }

  /** All observations, with the former revisions that the archive has now. */
  synchronized List<FileSeen> all() throws IOException {
    sample();
    List<FileSeen> all = new ArrayList<>(seen);
    for (String chat : layout.chats()) {
      for (var revisions : layout.revisions(chat).entrySet()) {
        String day = chat + " " + revisions.getKey();
        for (Path file : revisions.getValue().values()) {
          all.add(read("kept revisions of " + day, day, file, 0));
        }
      }
    }
    return all;
  }
}
