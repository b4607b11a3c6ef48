package dev.tgfetcher.cli.event;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events are wanted; an empty set lets all pass.
 *
 * @param chats without {@code @}, in lower case
 * @param names of events
 */
public record EventFilter(Set<String> chats, Set<String> names) {
  public static EventFilter of(List<String> chats, List<String> names) {
    return new EventFilter(
        chats.stream().map(EventFilter::plain).collect(Collectors.toUnmodifiableSet()),
        Set.copyOf(names));
  }

  public boolean lets(EventLine event) {
    boolean rightChat = chats.isEmpty() || chats.contains(plain(event.chat()));
    boolean rightName = names.isEmpty() || names.contains(event.name());
    return rightChat && rightName;
  }

  private static String plain(String chat) {
    String name = chat.startsWith("@") ? chat.substring(1) : chat;
    return name.toLowerCase(Locale.ROOT);
  }
}
