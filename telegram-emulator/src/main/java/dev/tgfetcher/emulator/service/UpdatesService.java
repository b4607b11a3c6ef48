package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import java.time.InstantSource;

/** Serves the update state. It never reports missed updates. */
public final class UpdatesService implements RpcService {
  private static final int POLL_SECONDS = 30;

  private final TlSchema schema = TlSchema.telegram();
  private final PeerResolver peers;
  private final InstantSource clock;

  public UpdatesService(World world, InstantSource clock) {
    this.peers = new PeerResolver(world);
    this.clock = clock;
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("updates.getState", call -> state(clock));
    dispatcher.serve("updates.getDifference", this::difference);
    dispatcher.serve("updates.getChannelDifference", this::channelDifference);
  }

  static TlObject state(InstantSource clock) {
    return TlSchema.telegram()
        .make("updates.state")
        .set("pts", 1)
        .set("qts", 0)
        .set("date", (int) clock.instant().getEpochSecond())
        .set("seq", 1)
        .set("unread_count", 0);
  }

  private TlObject difference(RpcCall call) {
    return schema
        .make("updates.differenceEmpty")
        .set("date", (int) clock.instant().getEpochSecond())
        .set("seq", 1);
  }

  private TlObject channelDifference(RpcCall call) {
    Chat chat = peers.channelOf(call.request().object("channel"), call);
    return schema
        .make("updates.channelDifferenceEmpty")
        .set("final", true)
        .set("pts", Pts.of(chat))
        .set("timeout", POLL_SECONDS);
  }
}
