package dev.tgfetcher.emulator.rpc;

import java.util.Set;

/** Refuses the methods that a frozen account cannot use, with the errors of Telegram. */
final class FrozenMethods {
  private static final Set<String> SEARCHES =
      Set.of("contacts.resolveUsername", "contacts.search", "messages.search");
  private static final Set<String> READS =
      Set.of(
          "channels.getChannels",
          "channels.getFullChannel",
          "channels.getMessages",
          "messages.getHistory",
          "messages.getMessages",
          "messages.getReplies",
          "messages.getDiscussionMessage");

  private FrozenMethods() {}

  /**
   * Checks a method of a frozen account.
   *
   * @throws RpcException if the account cannot use it
   */
  static void check(String method) {
    if (SEARCHES.contains(method)) {
      throw new RpcException(420, "FROZEN_METHOD_INVALID");
    }
    if (READS.contains(method)) {
      throw RpcException.badRequest("FROZEN_PARTICIPANT_MISSING");
    }
  }
}
