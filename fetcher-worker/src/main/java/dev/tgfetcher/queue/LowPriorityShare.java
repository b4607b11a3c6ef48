package dev.tgfetcher.queue;

/**
 * Decides whose turn it is while commands of both priorities wait: a low one comes after a number
 * of normal ones. A low one that ran while no normal one waited begins the count again, so that the
 * next normal one waits for no second low one.
 */
final class LowPriorityShare {
  private final int normalsBetween;
  private int normals;

  /**
   * @param every of this number of commands one is low
   * @param start the number of normal ones that count as taken, less than {@code every}
   */
  LowPriorityShare(int every, int start) {
    this.normalsBetween = every - 1;
    this.normals = Math.min(start, normalsBetween);
  }

  /** Whether a low command comes first. */
  synchronized boolean isLowFirst() {
    return normals >= normalsBetween;
  }

  /** Records that a command was taken. */
  synchronized void taken(boolean low) {
    normals = low ? 0 : Math.min(normals + 1, normalsBetween);
  }
}
