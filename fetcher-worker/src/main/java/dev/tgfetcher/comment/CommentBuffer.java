package dev.tgfetcher.comment;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Buffers comments on disk, by thread, until their post is known: a group that is read backwards
 * shows the comments before the post. Each comment's record begins with the position of the newer
 * comment of its thread, so memory needs only one position for each thread.
 *
 * <p>When more than half of the file is of threads that were taken, the others move to a new file.
 */
final class CommentBuffer implements Closeable {
  /** A smaller file is not worth a copy. */
  static final long SMALLEST_COPIED = 1 << 20;

  private static final long NONE = -1;
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int CHUNK = 100;

  /** The position of a thread's oldest comment, and the size of all. */
  private record BufferedThread(long last, int comments, long bytes) {
    static final BufferedThread EMPTY = new BufferedThread(NONE, 0, 0);
  }

  private final Path folder;
  private Path path;
  private BlockFile file;
  private Map<Long, BufferedThread> threads = new HashMap<>();
  private long comments;
  private long bytesInUse;

  CommentBuffer(Path folder) {
    this.folder = folder;
    try {
      this.path = newFile(folder);
      this.file = new BlockFile(path);
    } catch (IOException e) {
      throw new StorageException("create a file in", folder, e);
    }
  }

  private static Path newFile(Path folder) throws IOException {
    return Files.createTempFile(Files.createDirectories(folder), "comments", ".held");
  }

  /** How many comments the buffer has of all threads. */
  long size() {
    return comments;
  }

  /** Adds the next older comment of a thread. */
  void add(long threadId, ArchivedMessage comment) {
    byte[] json = Json.MAPPER.writeValueAsBytes(comment);
    try {
      add(threadId, json);
    } catch (IOException e) {
      throw new StorageException("write", path, e);
    }
    comments++;
  }

  private void add(long threadId, byte[] json) throws IOException {
    BufferedThread thread = threads.getOrDefault(threadId, BufferedThread.EMPTY);
    long position = file.length();
    int length = HEADER + json.length;
    file.append(
        ByteBuffer.allocate(length).putLong(thread.last()).putInt(json.length).put(json).array());
    threads.put(
        threadId, new BufferedThread(position, thread.comments() + 1, thread.bytes() + length));
    bytesInUse += length;
  }

  /** How many comments the buffer has of a thread. */
  int count(long threadId) {
    BufferedThread thread = threads.get(threadId);
    return thread == null ? 0 : thread.comments();
  }

  /** Passes a thread's comments to the sink, newest first, and removes them. */
  void take(long threadId, long postId, CommentSink sink) throws InterruptedException {
    Deque<Long> positions = positions(threads.getOrDefault(threadId, BufferedThread.EMPTY));
    List<ArchivedMessage> chunk = new ArrayList<>(CHUNK);
    while (!positions.isEmpty()) {
      chunk.add(Json.MAPPER.readValue(json(positions.pop()), ArchivedMessage.class));
      if (chunk.size() == CHUNK || positions.isEmpty()) {
        sink.add(postId, chunk);
        chunk.clear();
      }
    }
    remove(threadId);
  }

  /** Removes a thread's comments. */
  void remove(long threadId) {
    BufferedThread thread = threads.remove(threadId);
    if (thread == null) {
      return;
    }
    comments -= thread.comments();
    bytesInUse -= thread.bytes();
    if (file.length() > SMALLEST_COPIED && bytesInUse < file.length() / 2) {
      copyRest();
    }
  }

  private void copyRest() {
    Map<Long, BufferedThread> rest = threads;
    Path former = path;
    try (BlockFile from = file) {
      path = newFile(folder);
      file = new BlockFile(path);
      threads = new HashMap<>();
      bytesInUse = 0;
      for (Map.Entry<Long, BufferedThread> thread : rest.entrySet()) {
        Deque<Long> positions = positions(from, thread.getValue());
        while (!positions.isEmpty()) {
          add(thread.getKey(), json(from, positions.pop()));
        }
      }
      Files.delete(former);
    } catch (IOException e) {
      throw new StorageException("write", path, e);
    }
  }

  /** The positions of a thread's comments in the file, the newest on top. */
  private Deque<Long> positions(BufferedThread thread) {
    try {
      return positions(file, thread);
    } catch (IOException e) {
      throw new StorageException("read", path, e);
    }
  }

  private static Deque<Long> positions(BlockFile file, BufferedThread thread) throws IOException {
    Deque<Long> positions = new ArrayDeque<>();
    for (long position = thread.last(); position != NONE; ) {
      positions.push(position);
      position = ByteBuffer.wrap(file.read(position, Long.BYTES)).getLong();
    }
    return positions;
  }

  private byte[] json(long position) {
    try {
      return json(file, position);
    } catch (IOException e) {
      throw new StorageException("read", path, e);
    }
  }

  private static byte[] json(BlockFile file, long position) throws IOException {
    int length = ByteBuffer.wrap(file.read(position + Long.BYTES, Integer.BYTES)).getInt();
    return file.read(position + HEADER, length);
  }

  @Override
  public void close() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new StorageException("remove", path, e);
    }
  }
}
