package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Serves channels and supergroups, and their messages by id. */
public final class ChannelsService implements RpcService {
  private final TlSchema schema = TlSchema.telegram();
  private final PeerResolver peers;
  private final ResponseFactory responses;

  public ChannelsService(World world) {
    this.peers = new PeerResolver(world);
    this.responses = new ResponseFactory(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("channels.getChannels", this::channels);
    dispatcher.serve("channels.getFullChannel", this::fullChannel);
    dispatcher.serve("channels.getMessages", this::messages);
    dispatcher.serve("channels.readHistory", call -> true);
  }

  private TlObject channels(RpcCall call) {
    List<TlObject> chats = new ArrayList<>();
    for (TlObject inputChannel : call.request().<TlObject>list("id")) {
      chats.add(ChatView.of(peers.channelOf(inputChannel, call), call.account()));
    }
    return schema.make("messages.chats").set("chats", chats);
  }

  private TlObject fullChannel(RpcCall call) {
    Chat chat = peers.channelOf(call.request().object("channel"), call);
    return responses.fullChat(call, chat);
  }

  private TlObject messages(RpcCall call) {
    Chat chat = peers.channelOf(call.request().object("channel"), call);
    return responses.messagesById(call, chat, call.request().list("id"));
  }
}
