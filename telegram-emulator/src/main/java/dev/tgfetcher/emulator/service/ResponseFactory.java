package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.VisibleHistory;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Creates the responses that several services share. */
final class ResponseFactory {
  private final TlSchema schema = TlSchema.telegram();
  private final World world;

  ResponseFactory(World world) {
    this.world = world;
  }

  TlObject fullChat(RpcCall call, Chat chat) {
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    referencedPeers.add(chat);
    referencedPeers.add(chat.linked());
    referencedPeers.add(chat.predecessor());
    referencedPeers.add(chat.successor());
    referencedPeers.add(call.account().user().peer());
    return referencedPeers.addTo(
        schema.make("messages.chatFull").set("full_chat", ChatView.fullOf(chat, call.account())));
  }

  /** Returns messages by {@code InputMessage}s, with {@code messageEmpty} for a missing one. */
  TlObject messagesById(RpcCall call, Chat chat, List<TlObject> inputMessages) {
    return messagesById(call, List.of(chat), inputMessages);
  }

  /** Returns each message from the first of some chats that has it. */
  TlObject messagesById(RpcCall call, List<Chat> chats, List<TlObject> inputMessages) {
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    List<TlObject> messages = new ArrayList<>();
    for (TlObject inputMessage : inputMessages) {
      messages.add(messageById(chats, inputMessage, referencedPeers));
    }
    return page(chats.get(0), messages, messages.size(), referencedPeers);
  }

  private static TlObject messageById(
      List<Chat> chats, TlObject inputMessage, ReferencedPeers referencedPeers) {
    int id = 0;
    for (Chat chat : chats) {
      VisibleHistory history = chat.historyFor(referencedPeers.viewer());
      id = idOf(history, inputMessage);
      Message message = history.find(id);
      if (message != null) {
        return new MessageView(chat, referencedPeers).of(message);
      }
    }
    return new MessageView(chats.get(0), referencedPeers).empty(id);
  }

  /** Returns a page of messages by their ids. A message that was just deleted is omitted. */
  TlObject page(RpcCall call, Chat chat, List<Integer> ids, int total) {
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    MessageView view = new MessageView(chat, referencedPeers);
    VisibleHistory history = chat.historyFor(call.account());
    List<TlObject> messages = new ArrayList<>(ids.size());
    for (int id : ids) {
      Message message = history.find(id);
      if (message != null) {
        messages.add(view.of(message));
      } else if (history.isEmpty(id)) {
        messages.add(view.empty(id));
      }
    }
    return page(chat, messages, total, referencedPeers);
  }

  TlObject page(RpcCall call, Chat chat, Message message) {
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    TlObject view = new MessageView(chat, referencedPeers).of(message);
    return page(chat, List.of(view), 1, referencedPeers);
  }

  private TlObject page(
      Chat chat, List<TlObject> messages, int total, ReferencedPeers referencedPeers) {
    boolean isGroup = chat.kind() == Chat.Kind.GROUP;
    TlObject page = schema.make(isGroup ? "messages.messagesSlice" : "messages.channelMessages");
    if (!isGroup) {
      page.set("pts", Pts.of(chat));
    }
    return referencedPeers.addTo(
        page.set("count", total).set("messages", messages).set("topics", List.of()));
  }

  private static int idOf(VisibleHistory history, TlObject inputMessage) {
    return switch (inputMessage.name()) {
      case "inputMessageID" -> inputMessage.integer("id");
      case "inputMessageReplyTo" -> {
        Message reply = history.find(inputMessage.integer("id"));
        yield reply == null ? 0 : reply.replyTo();
      }
      default -> 0;
    };
  }
}
