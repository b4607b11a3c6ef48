package dev.tgfetcher.cli.event;

import dev.tgfetcher.cli.option.Glob;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects events. An empty collection matches all.
 *
 * @param chats patterns, of which one must match
 * @param names of which one must be equal
 * @param commandIds of which one must be the command id or the correlation id
 * @param until the newest time; null for no limit
 */
public record EventFilter(
    List<Glob> chats, Set<String> names, Set<String> commandIds, @Nullable Instant until) {
  public static EventFilter of(
      List<String> chats, List<String> names, List<String> commandIds, @Nullable Instant until) {
    return new EventFilter(
        chats.stream().map(Glob::ofChat).toList(),
        Set.copyOf(names),
        Set.copyOf(commandIds),
        until);
  }

  public boolean matches(EventLine event) {
    boolean rightChat =
        chats.isEmpty() || chats.stream().anyMatch(glob -> glob.matchesChat(event.chat()));
    boolean rightName = names.isEmpty() || names.contains(event.name());
    boolean rightCommand =
        commandIds.isEmpty()
            || commandIds.contains(event.field("command_id"))
            || commandIds.contains(event.field("correlation_id"));
    return rightChat && rightName && rightCommand && isOldEnough(event);
  }

  /** An event without a time is never too new. */
  private boolean isOldEnough(EventLine event) {
    if (until == null) {
      return true;
    }
    try {
      return !Instant.parse(event.field("timestamp")).isAfter(until);
    } catch (DateTimeException unknown) {
      return true;
    }
  }
}
