package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** The answers that several services give alike. */
final class ResponseFactory {
  private final TlSchema schema = TlSchema.telegram();
  private final World world;

  ResponseFactory(World world) {
    this.world = world;
  }

  TlObject fullChat(RpcCall call, Chat chat) {
    ReferencedPeers mentioned = new ReferencedPeers(world, call.account());
    mentioned.add(chat);
    mentioned.add(chat.linked());
    return mentioned.in(schema.make("messages.chatFull").set("full_chat", ChatView.fullOf(chat)));
  }

  /** Messages named by {@code InputMessage}s, an empty shell for each that is not there. */
  TlObject messagesById(RpcCall call, Chat chat, List<TlObject> asked) {
    ReferencedPeers mentioned = new ReferencedPeers(world, call.account());
    MessageView view = new MessageView(chat, mentioned);
    List<TlObject> messages = new ArrayList<>();
    for (TlObject inputMessage : asked) {
      int id = idOf(chat, inputMessage);
      messages.add(view.of(id, chat.history().find(id)));
    }
    return page(chat, messages, messages.size(), mentioned);
  }

  /** A page of messages by their ids; those that vanished meanwhile are left out. */
  TlObject page(RpcCall call, Chat chat, List<Integer> ids, int total) {
    ReferencedPeers mentioned = new ReferencedPeers(world, call.account());
    MessageView view = new MessageView(chat, mentioned);
    List<TlObject> messages = new ArrayList<>(ids.size());
    for (int id : ids) {
      Message message = chat.history().find(id);
      if (message != null) {
        messages.add(view.of(message));
      }
    }
    return page(chat, messages, total, mentioned);
  }

  private TlObject page(Chat chat, List<TlObject> messages, int total, ReferencedPeers mentioned) {
    boolean isGroup = chat.kind() == Chat.Kind.GROUP;
    TlObject page = schema.make(isGroup ? "messages.messagesSlice" : "messages.channelMessages");
    if (!isGroup) {
      page.set("pts", Pts.of(chat));
    }
    return mentioned.in(
        page.set("count", total).set("messages", messages).set("topics", List.of()));
  }

  private static int idOf(Chat chat, TlObject inputMessage) {
    return switch (inputMessage.name()) {
      case "inputMessageID" -> inputMessage.integer("id");
      case "inputMessageReplyTo" -> {
        Message reply = chat.history().find(inputMessage.integer("id"));
        yield reply == null ? 0 : reply.replyTo();
      }
      default -> 0;
    };
  }
}
