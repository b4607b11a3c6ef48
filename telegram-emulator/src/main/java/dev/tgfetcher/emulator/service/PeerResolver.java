package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;

/** Finds the peers of a request. Throws Telegram's error for an unknown or inaccessible peer. */
final class PeerResolver {
  private final World world;

  PeerResolver(World world) {
    this.world = world;
  }

  /** The chat of an {@code InputPeer}. */
  Chat chat(TlObject inputPeer, RpcCall call) {
    return switch (inputPeer.name()) {
      case "inputPeerChannel", "inputPeerChannelFromMessage" ->
          channel(inputPeer.number("channel_id"), call);
      case "inputPeerChat" -> group(inputPeer.number("chat_id"), call);
      default -> throw RpcException.badRequest("PEER_ID_INVALID");
    };
  }

  /** The channel or supergroup of an {@code InputChannel}. */
  Chat channelOf(TlObject inputChannel, RpcCall call) {
    if (inputChannel.is("inputChannelEmpty")) {
      throw RpcException.badRequest("CHANNEL_INVALID");
    }
    return channel(inputChannel.number("channel_id"), call);
  }

  Chat group(long id, RpcCall call) {
    Chat chat = world.chat(new Peer(Peer.Kind.CHAT, id));
    if (chat == null || !chat.isReadableBy(call.account())) {
      throw RpcException.badRequest("CHAT_ID_INVALID");
    }
    return chat;
  }

  User user(TlObject inputUser, RpcCall call) {
    if (inputUser.is("inputUserSelf")) {
      return call.account().user();
    }
    User user = inputUser.is("inputUserEmpty") ? null : world.user(inputUser.number("user_id"));
    if (user == null) {
      throw RpcException.badRequest("USER_ID_INVALID");
    }
    return user;
  }

  private Chat channel(long id, RpcCall call) {
    Chat chat = world.chat(new Peer(Peer.Kind.CHANNEL, id));
    if (chat == null) {
      throw RpcException.badRequest("CHANNEL_INVALID");
    }
    if (!chat.isReadableBy(call.account())) {
      throw RpcException.badRequest("CHANNEL_PRIVATE");
    }
    return chat;
  }
}
