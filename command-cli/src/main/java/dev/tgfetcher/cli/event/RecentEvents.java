package dev.tgfetcher.cli.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of the last events, to drop those that both the stream and the channel bring. */
final class RecentEvents {
  private static final int KEPT = 10_000;

  private final Map<String, Boolean> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > KEPT;
        }
      };

  /** An event without an id is always new. */
  boolean isNew(String eventId) {
    return eventId.isEmpty() || ids.put(eventId, true) == null;
  }
}
