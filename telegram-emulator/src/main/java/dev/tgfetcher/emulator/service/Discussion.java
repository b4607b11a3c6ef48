package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.MessageSequence;
import org.jspecify.annotations.Nullable;

/** The thread of a message: in its own group, or in the discussion group of its channel. */
record Discussion(Chat group, Account reader, int root) {
  static Discussion of(Chat chat, Account reader, int messageId) {
    if (chat.historyFor(reader).find(messageId) == null) {
      throw RpcException.badRequest("MSG_ID_INVALID");
    }
    if (chat.kind() != Chat.Kind.CHANNEL) {
      return new Discussion(chat, reader, messageId);
    }
    Chat group = chat.linked();
    int root = group == null ? 0 : group.historyFor(reader).rootOf(messageId);
    if (group == null || root == 0) {
      throw RpcException.badRequest("MSG_ID_INVALID");
    }
    if (!group.isReadableBy(reader)) {
      throw RpcException.badRequest("CHANNEL_PRIVATE");
    }
    return new Discussion(group, reader, root);
  }

  @Nullable Message rootMessage() {
    return group.historyFor(reader).find(root);
  }

  MessageSequence messages() {
    return group.historyFor(reader).thread(root);
  }
}
