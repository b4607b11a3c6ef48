package dev.tgfetcher.cli.option;

import java.util.List;

/**
 * Selects commands by chat and requester. An empty list matches all.
 *
 * @param chats patterns, of which one must match
 * @param requestedBy patterns, of which one must match
 */
public record CommandFilter(List<Glob> chats, List<Glob> requestedBy) {
  public CommandFilter {
    chats = List.copyOf(chats);
    requestedBy = List.copyOf(requestedBy);
  }

  /** Whether a command with this chat and requester matches; each is empty if it is unknown. */
  public boolean matches(String chat, String requester) {
    boolean rightChat = chats.isEmpty() || chats.stream().anyMatch(glob -> glob.matchesChat(chat));
    boolean rightRequester =
        requestedBy.isEmpty() || requestedBy.stream().anyMatch(glob -> glob.matches(requester));
    return rightChat && rightRequester;
  }
}
