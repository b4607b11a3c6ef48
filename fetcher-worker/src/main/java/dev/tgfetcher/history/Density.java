package dev.tgfetcher.history;

/**
 * How many ids of a chat have a message, by the pages that were read last. A request by ids has a
 * fixed number of ids, and one of the history a fixed number of messages, so this decides which of
 * them returns more.
 *
 * @param ids how many ids the pages span; an older page counts half of the next newer one
 * @param messages how many messages they have
 */
public record Density(double ids, double messages) {
  /** A longer run of deleted messages says no more about the messages beyond it. */
  private static final long LONGEST_SPAN = 400;

  public static final Density UNKNOWN = new Density(0, 0);

  /** A chat that was read by its history: a quarter of the ids is the most that favours it. */
  public static final Density SPARSE = of(0.25);

  /** The density of a chat in which this share of the ids has a message; few pages revise it. */
  public static Density of(double share) {
    return new Density(LONGEST_SPAN, LONGEST_SPAN * share);
  }

  /** Adds a page that spans so many ids. */
  public Density with(long span, int messagesOfPage) {
    return span == 0
        ? this
        : new Density(
            ids / 2 + Math.min(span, Math.max(LONGEST_SPAN, messagesOfPage)),
            messages / 2 + messagesOfPage);
  }

  public boolean isUnknown() {
    return ids == 0;
  }

  /** Whether a request by ids is expected to return more messages than one of the history. */
  boolean favoursIds(int idsPerRequest) {
    return favoursIds(idsPerRequest, HistoryPage.SIZE);
  }

  /** Whether a request by ids is expected to return more messages than a page of this size. */
  public boolean favoursIds(int idsPerRequest, int pageSize) {
    return isUnknown() ? idsPerRequest > pageSize : messagesIn(idsPerRequest) > pageSize;
  }

  /** How many messages so many ids are expected to have. */
  public double messagesIn(int manyIds) {
    return messages * manyIds / ids;
  }
}
