package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.file.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A new file of dead letters, one a line. Letters are safe on the disk when {@link #add} returns.
 */
public final class LetterFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private LetterFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it exists
   */
  public static LetterFile create(Path path) throws IOException {
    return new LetterFile(
        path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  public Path path() {
    return path;
  }

  /**
   * Adds letters.
   *
   * @throws StorageException if they could not be written to the disk
   */
  public void add(List<StoredLetter> letters) {
    String lines =
        letters.stream().map(letter -> letter.line() + "\n").collect(Collectors.joining());
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new StorageException("write", path, e);
    }
  }

  /** Adds all wanted letters of the list; returns their number. */
  public int addAll(DeadLetters letters, Predicate<StoredLetter> wanted) {
    List<StoredLetter> batch = new ArrayList<>();
    int[] added = {0};
    letters.oldestFirst(
        letter -> {
          if (wanted.test(letter)) {
            batch.add(letter);
            added[0]++;
          }
          if (batch.size() == DeadLetters.PAGE) {
            add(batch);
            batch.clear();
          }
          return true;
        });
    add(batch);
    return added[0];
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
