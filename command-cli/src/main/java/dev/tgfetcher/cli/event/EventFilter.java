package dev.tgfetcher.cli.event;

import dev.tgfetcher.cli.option.Glob;
import java.util.List;
import java.util.Set;

/**
 * Selects events by chat and name. An empty collection matches all.
 *
 * @param chats patterns, of which one must match
 * @param names of which one must be equal
 */
public record EventFilter(List<Glob> chats, Set<String> names) {
  public static EventFilter of(List<String> chats, List<String> names) {
    return new EventFilter(chats.stream().map(Glob::ofChat).toList(), Set.copyOf(names));
  }

  public boolean matches(EventLine event) {
    boolean rightChat =
        chats.isEmpty() || chats.stream().anyMatch(glob -> glob.matchesChat(event.chat()));
    boolean rightName = names.isEmpty() || names.contains(event.name());
    return rightChat && rightName;
  }
}
