package dev.tgfetcher.comment;

import dev.tgfetcher.file.StorageException;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
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
 */
final class CommentBuffer implements Closeable {
  private static final long NONE = -1;
  private static final int CHUNK = 100;

  private record BufferedThread(long last, int comments) {}

  private final Path path;
  private final RandomAccessFile file;
  private final Map<Long, BufferedThread> threads = new HashMap<>();
  private long length;
  private long comments;

  CommentBuffer(Path folder) {
    try {
      this.path = Files.createTempFile(Files.createDirectories(folder), "comments", ".held");
      this.file = new RandomAccessFile(path.toFile(), "rw");
    } catch (IOException e) {
      throw new StorageException("create a file in", folder, e);
    }
  }

  /** How many comments the buffer has of all threads. */
  long size() {
    return comments;
  }

  /** Adds the next older comment of a thread. */
  void add(long threadId, ArchivedMessage comment) {
    BufferedThread thread = threads.getOrDefault(threadId, new BufferedThread(NONE, 0));
    byte[] json = Json.MAPPER.writeValueAsBytes(comment);
    try {
      file.seek(length);
      file.writeLong(thread.last());
      file.writeInt(json.length);
      file.write(json);
    } catch (IOException e) {
      throw new StorageException("write", path, e);
    }
    threads.put(threadId, new BufferedThread(length, thread.comments() + 1));
    length += Long.BYTES + Integer.BYTES + json.length;
    comments++;
  }

  /** How many comments the buffer has of a thread. */
  int count(long threadId) {
    BufferedThread thread = threads.get(threadId);
    return thread == null ? 0 : thread.comments();
  }

  /** Passes a thread's comments to the sink, newest first, and removes them. */
  void take(long threadId, long postId, CommentSink sink) throws InterruptedException {
    Deque<Long> positions = positions(threadId);
    remove(threadId);
    List<ArchivedMessage> chunk = new ArrayList<>(CHUNK);
    while (!positions.isEmpty()) {
      chunk.add(read(positions.pop()));
      if (chunk.size() == CHUNK || positions.isEmpty()) {
        sink.add(postId, chunk);
        chunk.clear();
      }
    }
  }

  /** Removes a thread's comments. */
  void remove(long threadId) {
    BufferedThread thread = threads.remove(threadId);
    comments -= thread == null ? 0 : thread.comments();
  }

  /** The positions of a thread's comments in the file, the newest on top. */
  private Deque<Long> positions(long threadId) {
    Deque<Long> positions = new ArrayDeque<>();
    BufferedThread thread = threads.get(threadId);
    try {
      for (long position = thread == null ? NONE : thread.last(); position != NONE; ) {
        positions.push(position);
        file.seek(position);
        position = file.readLong();
      }
    } catch (IOException e) {
      throw new StorageException("read", path, e);
    }
    return positions;
  }

  private ArchivedMessage read(long position) {
    try {
      file.seek(position + Long.BYTES);
      byte[] json = new byte[file.readInt()];
      file.readFully(json);
      return Json.MAPPER.readValue(json, ArchivedMessage.class);
    } catch (IOException e) {
      throw new StorageException("read", path, e);
    }
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
