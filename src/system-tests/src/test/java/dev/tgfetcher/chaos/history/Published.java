package dev.tgfetcher.chaos.history;

/**
 * An event came to the stream.
 *
 * @param day the chat and date of a finished day; empty for other events
 * @param revision of the announced file; 0 for other events
 */
public record Published(
    Moment moment, String eventId, String name, String commandId, String day, int revision) {

  /** Whether the event belongs to a write under a lease, so that it is in the stream once. */
  public boolean isOnce() {
    return !name.equals("fetch_started") && !name.equals("fetch_progress");
  }
}
