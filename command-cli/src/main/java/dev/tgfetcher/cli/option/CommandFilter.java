package dev.tgfetcher.cli.option;

import java.util.List;

/**
 * Which commands are meant, by what they say; what is empty lets all pass.
 *
 * @param chats any of them
 * @param requestedBy any of them
 */
public record CommandFilter(List<Glob> chats, List<Glob> requestedBy) {
  public CommandFilter {
    chats = List.copyOf(chats);
    requestedBy = List.copyOf(requestedBy);
  }

  /** Whether one with this chat and this sender is meant; empty where that is not known. */
  public boolean lets(String chat, String sender) {
    boolean rightChat = chats.isEmpty() || chats.stream().anyMatch(glob -> glob.matchesChat(chat));
    boolean rightSender =
        requestedBy.isEmpty() || requestedBy.stream().anyMatch(glob -> glob.matches(sender));
    return rightChat && rightSender;
  }
}
