package dev.tgfetcher.emulator.world;

import java.util.NavigableSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The history of a chat as one account sees it: without the messages from before it joined, if the
 * chat hides them, and with the empty messages that take places in its pages.
 */
public final class VisibleHistory implements MessageSequence {
  private final History history;
  private final NavigableSet<Integer> emptyIds;
  private final int firstId;

  /**
   * @param emptyIds the ids that are sent as {@code messageEmpty}
   * @param firstId the smallest id that is visible
   */
  VisibleHistory(History history, NavigableSet<Integer> emptyIds, int firstId) {
    this.history = history;
    this.emptyIds = emptyIds;
    this.firstId = firstId;
  }

  /** Returns a message, or null if the account does not get it. */
  public @Nullable Message find(int id) {
    return id < firstId ? null : history.find(id);
  }

  /** The messages without the empty ones. */
  public MessageSequence realMessages() {
    return visible(history);
  }

  public MessageSequence thread(int rootId) {
    return visible(history.thread(rootId));
  }

  public int rootOf(int postId) {
    int root = history.rootOf(postId);
    return root < firstId ? 0 : root;
  }

  /** The largest id that is hidden from the account, or 0. */
  public int lastHiddenId() {
    return history.below(firstId);
  }

  public boolean isEmpty(int id) {
    return emptyIds.contains(id);
  }

  @Override
  public int count() {
    return realMessages().count();
  }

  @Override
  public int below(int id) {
    int empty = Objects.requireNonNullElse(emptyIds.lower(id), 0);
    return Math.max(realMessages().below(id), empty < firstId ? 0 : empty);
  }

  @Override
  public int above(int id) {
    int real = realMessages().above(id);
    @Nullable Integer empty = emptyIds.higher(Math.max(id, firstId - 1));
    return empty == null || (real != 0 && real < empty) ? real : empty;
  }

  @Override
  public int firstSince(long epochSecond) {
    return realMessages().firstSince(epochSecond);
  }

  private MessageSequence visible(MessageSequence messages) {
    return firstId == 0 ? messages : new Since(messages, firstId);
  }

  /** The messages from an id on. */
  private record Since(MessageSequence messages, int firstId) implements MessageSequence {
    @Override
    public int count() {
      int count = 0;
      for (int id = above(0); id != 0; id = messages.above(id)) {
        count++;
      }
      return count;
    }

    @Override
    public int below(int id) {
      int below = messages.below(id);
      return below < firstId ? 0 : below;
    }

    @Override
    public int above(int id) {
      return messages.above(Math.max(id, firstId - 1));
    }

    @Override
    public int firstSince(long epochSecond) {
      int first = messages.firstSince(epochSecond);
      return first == 0 || first >= firstId ? first : above(0);
    }
  }
}
