package dev.tgfetcher.archive.spool;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import tools.jackson.databind.ObjectWriter;

/**
 * Messages in a file on disk, with an index in memory. The index takes 24 bytes for each message:
 * its id, the offset of its JSON, and a link to another message, whose meaning the owner defines.
 */
final class SpooledMessages implements Closeable {
  private static final ObjectWriter WRITER = Json.MAPPER.writerFor(ArchivedMessage.class);

  private final Path path;
  private final SpoolFile file;
  private final LongList ids = new LongList();
  private final LongList offsets = new LongList();
  private final LongList links = new LongList();

  SpooledMessages(Path path, int bufferSize) {
    this.path = path;
    try {
      this.file = new SpoolFile(path, bufferSize);
    } catch (IOException e) {
      throw new StorageException("create", path, e);
    }
  }

  void add(ArchivedMessage message, int link) {
    try {
      offsets.add(file.length());
      file.append(WRITER.writeValueAsBytes(message));
    } catch (IOException e) {
      throw new StorageException("write", path, e);
    }
    ids.add(message.id());
    links.add(link);
  }

  int size() {
    return ids.size();
  }

  long id(int index) {
    return ids.get(index);
  }

  int link(int index) {
    return (int) links.get(index);
  }

  void setLink(int index, int target) {
    links.set(index, target);
  }

  /**
   * The index of a message among the first ones; negative when there is none. Their ids must
   * descend.
   */
  int indexOf(long id, int first) {
    int low = 0;
    int high = first - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compare(id, ids.get(middle));
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order > 0 ? middle - 1 : high;
    }
    return -1;
  }

  /** Copies a message's JSON without its last {@code omitted} bytes. Seals the file. */
  void copy(int index, int omitted, OutputStream out) throws IOException {
    file.seal();
    long end = index + 1 < size() ? offsets.get(index + 1) : file.length();
    long offset = offsets.get(index);
    file.copy(offset, (int) (end - offset) - omitted, out);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
