package dev.tgfetcher.emulator.world;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A history that generates its messages when they are read. Only changes are kept in memory. */
final class GeneratedHistory implements History {
  private final MessageGenerator generator;
  private final ConcurrentSkipListMap<Integer, Optional<Message>> changes =
      new ConcurrentSkipListMap<>();

  GeneratedHistory(MessageGenerator generator) {
    this.generator = generator;
  }

  @Override
  public void put(Message message) {
    changes.put(message.id(), Optional.of(message));
  }

  @Override
  public void remove(int id) {
    changes.put(id, Optional.empty());
  }

  @Override
  public @Nullable Message find(int id) {
    Optional<Message> change = changes.get(id);
    if (change != null) {
      return change.orElse(null);
    }
    return isOriginal(id) ? generator.message(id) : null;
  }

  @Override
  public MessageSequence thread(int rootId) {
    return new Range(rootId + 1, isOriginal(rootId) ? generator.lastOfThread(rootId) : rootId);
  }

  @Override
  public int rootOf(int postId) {
    return generator.rootOf(postId);
  }

  @Override
  public int count() {
    return all().count();
  }

  @Override
  public int below(int id) {
    return all().below(id);
  }

  @Override
  public int above(int id) {
    return all().above(id);
  }

  @Override
  public int firstSince(long epochSecond) {
    return all().firstSince(epochSecond);
  }

  private Range all() {
    int last = changes.isEmpty() ? 0 : changes.lastKey();
    return new Range(1, Math.max(generator.count(), last));
  }

  private boolean isOriginal(int id) {
    return id >= 1 && id <= generator.count();
  }

  private boolean exists(int id) {
    Optional<Message> change = changes.get(id);
    return change == null ? isOriginal(id) : change.isPresent();
  }

  private long dateOf(int id) {
    Optional<Message> change = changes.get(id);
    return change != null && change.isPresent()
        ? change.get().epochSecond()
        : generator.dateOf(Math.min(id, generator.count()));
  }

  /** The messages between two ids, both included. */
  private final class Range implements MessageSequence {
    private final int first;
    private final int last;

    Range(int first, int last) {
      this.first = first;
      this.last = last;
    }

    @Override
    public int count() {
      int count = Math.max(0, Math.min(last, generator.count()) - first + 1);
      if (first > last) {
        return 0;
      }
      for (Map.Entry<Integer, Optional<Message>> change :
          changes.subMap(first, true, last, true).entrySet()) {
        boolean added = change.getValue().isPresent() && !isOriginal(change.getKey());
        boolean removed = change.getValue().isEmpty() && isOriginal(change.getKey());
        count += (added ? 1 : 0) - (removed ? 1 : 0);
      }
      return count;
    }

    @Override
    public int below(int id) {
      int candidate = Math.min(id - 1, last);
      while (candidate >= first && !exists(candidate)) {
        candidate--;
      }
      return candidate < first ? 0 : candidate;
    }

    @Override
    public int above(int id) {
      int candidate = Math.max(id + 1, first);
      while (candidate <= last && !exists(candidate)) {
        candidate++;
      }
      return candidate > last ? 0 : candidate;
    }

    @Override
    public int firstSince(long epochSecond) {
      int low = first;
      int high = last + 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (dateOf(middle) >= epochSecond) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low > last ? 0 : exists(low) ? low : above(low);
    }
  }
}
