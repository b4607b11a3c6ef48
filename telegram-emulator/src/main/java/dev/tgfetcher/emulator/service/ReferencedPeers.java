package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users and chats that a response refers to. The response must contain each of them. */
final class ReferencedPeers {
  private final World world;
  private final Account viewer;
  private final Set<Peer> peers = new LinkedHashSet<>();

  ReferencedPeers(World world, Account viewer) {
    this.world = world;
    this.viewer = viewer;
  }

  Account viewer() {
    return viewer;
  }

  void add(@Nullable Peer peer) {
    if (peer != null) {
      peers.add(peer);
    }
  }

  void add(@Nullable Chat chat) {
    if (chat != null) {
      peers.add(chat.peer());
    }
  }

  /** Adds the peers to a response, in its fields {@code users} and {@code chats}. */
  TlObject addTo(TlObject response) {
    return response.set("users", users()).set("chats", chats());
  }

  /** A basic group that the viewer cannot read is not even named, unless it was made private. */
  private boolean isMentioned(Chat chat) {
    return chat.kind() != Chat.Kind.GROUP || chat.isPrivate() || chat.isReadableBy(viewer);
  }

  private List<TlObject> users() {
    List<TlObject> users = new ArrayList<>();
    for (Peer peer : peers) {
      User user = peer.kind() == Peer.Kind.USER ? world.user(peer.id()) : null;
      if (user != null) {
        users.add(UserView.of(user, viewer));
      }
    }
    return users;
  }

  private List<TlObject> chats() {
    List<TlObject> chats = new ArrayList<>();
    for (Peer peer : peers) {
      Chat chat = peer.kind() == Peer.Kind.USER ? null : world.chat(peer);
      if (chat != null && isMentioned(chat)) {
        chats.add(ChatView.of(chat, viewer));
      }
    }
    return chats;
  }
}
