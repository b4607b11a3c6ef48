package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.MessageSequence;

/** The thread of a message: in its own group, or in the discussion group of its channel. */
record Discussion(Chat group, int root) {
  static Discussion of(Chat chat, int messageId) {
    if (chat.history().find(messageId) == null) {
      throw RpcException.badRequest("MSG_ID_INVALID");
    }
    if (chat.kind() != Chat.Kind.CHANNEL) {
      return new Discussion(chat, messageId);
    }
    Chat group = chat.linked();
    int root = group == null ? 0 : group.history().rootOf(messageId);
    if (group == null || root == 0) {
      throw RpcException.badRequest("MSG_ID_INVALID");
    }
    if (group.isPrivate()) {
      throw RpcException.badRequest("CHANNEL_PRIVATE");
    }
    return new Discussion(group, root);
  }

  MessageSequence messages() {
    return group.history().thread(root);
  }
}
