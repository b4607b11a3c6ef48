package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.ReactionCount;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the reactors of a message, page by page. */
public final class ReactionsService implements RpcService {
  private static final int PAGE_SIZE = 100;

  private final TlSchema schema = TlSchema.telegram();
  private final World world;
  private final PeerResolver peers;

  public ReactionsService(World world) {
    this.world = world;
    this.peers = new PeerResolver(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("messages.getMessageReactionsList", this::reactors);
  }

  private record Reactor(Peer peer, ReactionCount reaction) {}

  private TlObject reactors(RpcCall call) {
    TlObject request = call.request();
    Chat chat = peers.chat(request.object("peer"), call);
    Message message = chat.historyFor(call.account()).find(request.integer("id"));
    if (message == null) {
      throw RpcException.badRequest("MSG_ID_INVALID");
    }
    if (chat.kind() == Chat.Kind.CHANNEL) {
      throw RpcException.badRequest("BROADCAST_FORBIDDEN");
    }
    List<Reactor> all =
        reactors(message, request.has("reaction") ? request.object("reaction") : null);
    int from = request.has("offset") ? offset(request.string("offset")) : 0;
    int to = Math.min(all.size(), from + Math.min(PAGE_SIZE, request.integer("limit")));
    return page(call, message, all, Math.min(from, to), to);
  }

  private TlObject page(RpcCall call, Message message, List<Reactor> all, int from, int to) {
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    List<TlObject> reactions = new ArrayList<>();
    for (Reactor reactor : all.subList(from, to)) {
      referencedPeers.add(reactor.peer());
      reactions.add(
          schema
              .make("messagePeerReaction")
              .set("peer_id", reactor.peer().tl())
              .set("date", message.epochSecond())
              .set("reaction", reactor.reaction().tl()));
    }
    return referencedPeers.addTo(
        schema
            .make("messages.messageReactionsList")
            .set("count", all.size())
            .set("reactions", reactions)
            .set("next_offset", to < all.size() ? Integer.toString(to) : null));
  }

  private static List<Reactor> reactors(Message message, @Nullable TlObject filter) {
    List<Reactor> reactors = new ArrayList<>();
    for (ReactionCount reaction : message.reactions()) {
      if (filter == null || filter.toString().equals(reaction.tl().toString())) {
        reaction.reactors().forEach(peer -> reactors.add(new Reactor(peer, reaction)));
      }
    }
    return reactors;
  }

  private static int offset(String text) {
    try {
      return text.isEmpty() ? 0 : Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw RpcException.badRequest("OFFSET_INVALID");
    }
  }
}
