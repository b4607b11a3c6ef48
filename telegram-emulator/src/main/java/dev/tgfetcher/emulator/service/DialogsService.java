package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.VisibleHistory;
import dev.tgfetcher.emulator.world.World;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Lists the chats that an account has joined, all on one page. */
public final class DialogsService implements RpcService {
  private final TlSchema schema = TlSchema.telegram();
  private final World world;
  private final PeerResolver peers;
  private final InstantSource clock;

  public DialogsService(World world, InstantSource clock) {
    this.world = world;
    this.peers = new PeerResolver(world);
    this.clock = clock;
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("messages.getDialogUnreadMarks", call -> List.of());
    dispatcher.serve("messages.getDialogs", this::dialogs);
    dispatcher.serve("messages.getPinnedDialogs", this::pinnedDialogs);
    dispatcher.serve("messages.getPeerDialogs", this::peerDialogs);
  }

  private TlObject dialogs(RpcCall call) {
    boolean firstPage = call.request().integer("offset_id") == 0;
    boolean mainFolder = call.request().integerOrZero("folder_id") == 0;
    List<Chat> chats = firstPage && mainFolder ? activeChats(call.account()) : List.of();
    return addChats(schema.make("messages.dialogs"), call, chats);
  }

  /** An account is no member of a channel that it cannot read, so the list lacks it. */
  private List<Chat> activeChats(Account account) {
    return world.chatsOf(account.user().id()).stream()
        .filter(chat -> chat.successor() == null)
        .filter(chat -> chat.kind() == Chat.Kind.GROUP || chat.isReadableBy(account))
        .toList();
  }

  private TlObject pinnedDialogs(RpcCall call) {
    return addChats(peerDialogs(), call, List.of());
  }

  private TlObject peerDialogs(RpcCall call) {
    List<Chat> chats = new ArrayList<>();
    for (TlObject inputDialog : call.request().<TlObject>list("peers")) {
      if (inputDialog.is("inputDialogPeer") && isChat(inputDialog.object("peer"))) {
        chats.add(peers.chat(inputDialog.object("peer"), call));
      }
    }
    return addChats(peerDialogs(), call, chats);
  }

  private static boolean isChat(TlObject inputPeer) {
    return inputPeer.is("inputPeerChannel") || inputPeer.is("inputPeerChat");
  }

  private TlObject peerDialogs() {
    return schema.make("messages.peerDialogs").set("state", UpdatesService.state(clock));
  }

  private TlObject addChats(TlObject response, RpcCall call, List<Chat> chats) {
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    List<TlObject> dialogs = new ArrayList<>();
    List<TlObject> messages = new ArrayList<>();
    for (Chat chat : chats) {
      VisibleHistory history = chat.historyFor(call.account());
      Message last = history.find(history.realMessages().below(Integer.MAX_VALUE));
      MessageView view = new MessageView(chat, referencedPeers);
      if (last != null) {
        messages.add(view.of(last));
      }
      dialogs.add(dialog(chat, last == null ? 0 : last.id()));
    }
    return referencedPeers.addTo(response.set("dialogs", dialogs).set("messages", messages));
  }

  private TlObject dialog(Chat chat, int lastId) {
    return schema
        .make("dialog")
        .set("peer", chat.peer().tl())
        .set("top_message", lastId)
        .set("read_inbox_max_id", lastId)
        .set("read_outbox_max_id", lastId)
        .set("unread_count", 0)
        .set("unread_mentions_count", 0)
        .set("unread_reactions_count", 0)
        .set("unread_poll_votes_count", 0)
        .set("notify_settings", schema.make("peerNotifySettings"))
        .set("pts", chat.kind() == Chat.Kind.GROUP ? null : Pts.of(chat));
  }
}
