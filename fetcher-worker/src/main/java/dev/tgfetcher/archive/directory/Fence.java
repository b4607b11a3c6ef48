package dev.tgfetcher.archive.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tgfetcher.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The highest fencing token that has written a day. It lies in the archive, so a writer that slept
 * while another took its place is refused even when Redis is away. It needs no sync: a power cut
 * that loses it also ends the writers that it would refuse.
 */
final class Fence {
  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  private final Path file;

  Fence(ArchiveLayout layout, String chat, LocalDate date) {
    this.file = layout.fenceFile(chat, date);
  }

  /** The highest token; 0 when no writer with a token has written the day. */
  long newest() throws IOException {
    try {
      return Long.parseLong(Files.readString(file, US_ASCII).strip());
    } catch (NoSuchFileException none) {
      return 0;
    } catch (NumberFormatException unclear) {
      LOG.warn("The fence file {} holds no number and counts as absent", file);
      return 0;
    }
  }

  /** Refuses lower tokens from now on. Needs the lock of the chat. */
  void raise(long token) throws IOException {
    if (token <= newest()) {
      return;
    }
    Files.createDirectories(file.getParent());
    AtomicFiles.replace(file, Long.toString(token).getBytes(US_ASCII));
  }
}
