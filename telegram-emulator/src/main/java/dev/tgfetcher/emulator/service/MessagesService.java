package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.MessageSequence;
import dev.tgfetcher.emulator.world.VisibleHistory;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Serves messages: histories, threads and single messages. */
public final class MessagesService implements RpcService {
  private final TlSchema schema = TlSchema.telegram();
  private final World world;
  private final PeerResolver peers;
  private final ResponseFactory responses;

  public MessagesService(World world) {
    this.world = world;
    this.peers = new PeerResolver(world);
    this.responses = new ResponseFactory(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("messages.getHistory", this::history);
    dispatcher.serve("messages.getMessages", this::messages);
    dispatcher.serve("messages.getRichMessage", this::richMessage);
    dispatcher.serve("messages.getReplies", this::replies);
    dispatcher.serve("messages.getDiscussionMessage", this::discussionMessage);
    dispatcher.serve("messages.getChats", this::chats);
    dispatcher.serve("messages.getFullChat", this::fullChat);
    dispatcher.serve("messages.getPeerSettings", this::peerSettings);
  }

  private TlObject history(RpcCall call) {
    Chat chat = peers.chat(call.request().object("peer"), call);
    VisibleHistory history = chat.historyFor(call.account());
    MessageWindow window = MessageWindow.of(call.request());
    List<Integer> ids = window.select(window.isByDate() ? history.realMessages() : history);
    return responses.page(call, chat, ids, history.count());
  }

  private TlObject replies(RpcCall call) {
    Discussion thread = discussion(call);
    MessageSequence messages = thread.messages();
    List<Integer> ids = MessageWindow.of(call.request()).select(messages);
    return responses.page(call, thread.group(), ids, messages.count());
  }

  private Discussion discussion(RpcCall call) {
    Chat chat = peers.chat(call.request().object("peer"), call);
    return Discussion.of(chat, call.account(), call.request().integer("msg_id"));
  }

  /** Message ids are unique among all basic groups of an account. */
  private TlObject messages(RpcCall call) {
    List<Chat> groups = world.groupsOf(call.account());
    if (groups.isEmpty()) {
      throw RpcException.badRequest("PEER_ID_INVALID");
    }
    return responses.messagesById(call, groups, call.request().list("id"));
  }

  private TlObject richMessage(RpcCall call) {
    Chat chat = peers.chat(call.request().object("peer"), call);
    Message message = chat.historyFor(call.account()).find(call.request().integer("id"));
    if (message == null || !message.isPart()) {
      throw RpcException.badRequest("MESSAGE_ID_INVALID");
    }
    return responses.page(call, chat, message.asWhole());
  }

  private TlObject discussionMessage(RpcCall call) {
    Discussion thread = discussion(call);
    Message root = thread.rootMessage();
    if (root == null || !thread.group().isReadableBy(call.account())) {
      throw RpcException.badRequest("MSG_ID_INVALID");
    }
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    int last = thread.messages().below(Integer.MAX_VALUE);
    TlObject response =
        schema
            .make("messages.discussionMessage")
            .set("messages", List.of(new MessageView(thread.group(), referencedPeers).of(root)))
            .set("max_id", last == 0 ? null : last)
            .set("unread_count", 0);
    return referencedPeers.addTo(response);
  }

  private TlObject chats(RpcCall call) {
    List<TlObject> chats = new ArrayList<>();
    for (long id : call.request().<Long>list("id")) {
      chats.add(ChatView.of(peers.group(id, call), call.account()));
    }
    return schema.make("messages.chats").set("chats", chats);
  }

  private TlObject fullChat(RpcCall call) {
    return responses.fullChat(call, peers.group(call.request().number("chat_id"), call));
  }

  private TlObject peerSettings(RpcCall call) {
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    return referencedPeers.addTo(
        schema.make("messages.peerSettings").set("settings", schema.make("peerSettings")));
  }
}
