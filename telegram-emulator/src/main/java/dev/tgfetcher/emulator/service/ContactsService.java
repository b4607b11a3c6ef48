package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.World;
import java.util.regex.Pattern;

/** Finds users and chats by their usernames. */
public final class ContactsService implements RpcService {
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{2,31}");

  private final World world;

  public ContactsService(World world) {
    this.world = world;
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("contacts.resolveUsername", this::resolve);
  }

  private TlObject resolve(RpcCall call) {
    String username = call.request().string("username");
    if (!USERNAME.matcher(username).matches()) {
      throw RpcException.badRequest("USERNAME_INVALID");
    }
    Peer peer = world.peerOf(username);
    if (peer == null) {
      throw RpcException.badRequest("USERNAME_NOT_OCCUPIED");
    }
    Chat chat = world.chat(peer);
    if (chat != null && !chat.isReadableBy(call.account())) {
      throw RpcException.badRequest("CHANNEL_PRIVATE");
    }
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    referencedPeers.add(peer);
    return referencedPeers.addTo(
        TlSchema.telegram().make("contacts.resolvedPeer").set("peer", peer.tl()));
  }
}
