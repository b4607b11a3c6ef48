package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Call;
import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.Service;
import dev.tgfetcher.emulator.tl.Schema;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Tells about channels and supergroups, and gives their messages by id. */
public final class ChannelsService implements Service {
  private final Schema schema = Schema.telegram();
  private final Peers peers;
  private final Answers answers;

  public ChannelsService(World world) {
    this.peers = new Peers(world);
    this.answers = new Answers(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("channels.getChannels", this::channels);
    dispatcher.serve("channels.getFullChannel", this::fullChannel);
    dispatcher.serve("channels.getMessages", this::messages);
    dispatcher.serve("channels.readHistory", call -> true);
  }

  private TlObject channels(Call call) {
    List<TlObject> chats = new ArrayList<>();
    for (TlObject asked : call.request().<TlObject>list("id")) {
      chats.add(ChatView.of(peers.channelOf(asked), call.account()));
    }
    return schema.make("messages.chats").set("chats", chats);
  }

  private TlObject fullChannel(Call call) {
    Chat chat = peers.channelOf(call.request().object("channel"));
    return answers.fullChat(call, chat);
  }

  private TlObject messages(Call call) {
    Chat chat = peers.channelOf(call.request().object("channel"));
    return answers.messagesById(call, chat, call.request().list("id"));
  }
}
