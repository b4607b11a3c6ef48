package dev.tgfetcher.cli.archive.sql;

import dev.tgfetcher.archive.ArchivedDay;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A day while its messages are loaded.
 *
 * @param senders the names by the id of the sender, from the file itself: the header of a day that
 *     was found may lack them
 * @param topics the names by the id of the topic
 */
record LoadedDay(ArchivedDay day, Map<String, String> senders, Map<String, String> topics) {
  @Nullable String sender(@Nullable Long id) {
    return senders.get(String.valueOf(id));
  }

  @Nullable String topic(@Nullable Long id) {
    return id == null ? null : topics.get(Long.toString(id));
  }
}
