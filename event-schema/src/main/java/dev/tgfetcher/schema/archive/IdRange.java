package dev.tgfetcher.schema.archive;

/**
 * The ids that were requested to read a day, each of them.
 *
 * @param first the lowest id, not above {@code last}
 * @param last the highest id
 * @param absent how many of the ids have no message
 */
public record IdRange(long first, long last, long absent) {
  public IdRange {
    if (first > last || absent < 0 || absent > last - first + 1) {
      throw new IllegalArgumentException(
          "not a range of ids: " + first + " to " + last + ", " + absent + " of them absent");
    }
  }
}
