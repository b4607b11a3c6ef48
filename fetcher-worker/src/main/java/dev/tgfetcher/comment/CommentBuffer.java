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
 * Comments on disk, by thread, that were read before their post was known: in a group the comments
 * come first when it is read backwards. In memory stays one number a thread, for each comment's
 * record begins with the place of the one before it in the same thread.
 */
final class CommentBuffer implements Closeable {
  private static final long NONE = -1;
  private static final int CHUNK = 100;

  private record HeldThread(long last, int comments) {}

  private final Path path;
  private final RandomAccessFile file;
  private final Map<Long, HeldThread> threads = new HashMap<>();
  private long length;
  private long held;

  CommentBuffer(Path folder) {
    try {
      this.path = Files.createTempFile(Files.createDirectories(folder), "comments", ".held");
      this.file = new RandomAccessFile(path.toFile(), "rw");
    } catch (IOException e) {
      throw new StorageException("create a file in", folder, e);
    }
  }

  /** How many comments are held of all threads. */
  long size() {
    return held;
  }

  /** Adds the next older comment of a thread. */
  void add(long threadId, ArchivedMessage comment) {
    HeldThread thread = threads.getOrDefault(threadId, new HeldThread(NONE, 0));
    byte[] json = Json.MAPPER.writeValueAsBytes(comment);
    try {
      file.seek(length);
      file.writeLong(thread.last());
      file.writeInt(json.length);
      file.write(json);
    } catch (IOException e) {
      throw new StorageException("write", path, e);
    }
    threads.put(threadId, new HeldThread(length, thread.comments() + 1));
    length += Long.BYTES + Integer.BYTES + json.length;
    held++;
  }

  /** How many comments are held of a thread. */
  int count(long threadId) {
    HeldThread thread = threads.get(threadId);
    return thread == null ? 0 : thread.comments();
  }

  /** Hands a thread's comments over, newest first, and forgets them. */
  void take(long threadId, long postId, CommentSink sink) throws InterruptedException {
    Deque<Long> places = places(threadId);
    drop(threadId);
    List<ArchivedMessage> chunk = new ArrayList<>(CHUNK);
    while (!places.isEmpty()) {
      chunk.add(read(places.pop()));
      if (chunk.size() == CHUNK || places.isEmpty()) {
        sink.add(postId, chunk);
        chunk.clear();
      }
    }
  }

  void drop(long threadId) {
    HeldThread thread = threads.remove(threadId);
    held -= thread == null ? 0 : thread.comments();
  }

  /** Where a thread's comments lie, the newest on top: they were written in that order. */
  private Deque<Long> places(long threadId) {
    Deque<Long> places = new ArrayDeque<>();
    HeldThread thread = threads.get(threadId);
    try {
      for (long place = thread == null ? NONE : thread.last(); place != NONE; ) {
        places.push(place);
        file.seek(place);
        place = file.readLong();
      }
    } catch (IOException e) {
      throw new StorageException("read", path, e);
    }
    return places;
  }

  private ArchivedMessage read(long place) {
    try {
      file.seek(place + Long.BYTES);
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
