package dev.tgfetcher.emulator.world;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A history with all its messages in memory. */
final class ListedHistory implements History {
  private final Map<Integer, Message> messages = new ConcurrentHashMap<>();
  private final SortedIds ids = new SortedIds(this::dateOf);
  private final Map<Integer, SortedIds> threads = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> roots = new ConcurrentHashMap<>();

  @Override
  public void put(Message message) {
    messages.put(message.id(), message);
    ids.add(message.id());
    if (message.threadId() != 0) {
      threads
          .computeIfAbsent(message.threadId(), root -> new SortedIds(this::dateOf))
          .add(message.id());
    }
    ForwardHeader forward = message.forward();
    if (forward != null && forward.savedFrom() != null) {
      roots.put(forward.savedFromId(), message.id());
    }
  }

  @Override
  public void remove(int id) {
    Message message = messages.get(id);
    if (message == null) {
      return;
    }
    ids.remove(id);
    roots.values().remove(id);
    SortedIds thread = threads.get(message.threadId());
    if (thread != null) {
      thread.remove(id);
    }
    messages.remove(id);
  }

  @Override
  public @Nullable Message find(int id) {
    return messages.get(id);
  }

  @Override
  public MessageSequence thread(int rootId) {
    SortedIds thread = threads.get(rootId);
    return thread != null ? thread : new SortedIds(this::dateOf);
  }

  @Override
  public int rootOf(int postId) {
    return roots.getOrDefault(postId, 0);
  }

  @Override
  public int count() {
    return ids.count();
  }

  @Override
  public int below(int id) {
    return ids.below(id);
  }

  @Override
  public int above(int id) {
    return ids.above(id);
  }

  @Override
  public int firstSince(long epochSecond) {
    return ids.firstSince(epochSecond);
  }

  private long dateOf(int id) {
    Message message = messages.get(id);
    return message == null ? 0 : message.epochSecond();
  }
}
