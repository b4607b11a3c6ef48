package dev.tgfetcher.archive.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The days that this process has looked at, as long as their objects do not change. */
final class KnownDays {
  private static final int MOST = 4_096;

  private final Map<String, KnownDay> days =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownDay> eldest) {
          return size() > MOST;
        }
      };

  /** The day, if its object is still the listed one. */
  synchronized Optional<KnownDay> find(StoredObject listed) {
    return Optional.ofNullable(days.get(listed.key()))
        .filter(day -> day.etag().equals(listed.etag()));
  }

  synchronized void put(String key, KnownDay day) {
    days.put(key, day);
  }
}
