package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Call;
import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.Service;
import dev.tgfetcher.emulator.tl.Schema;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.World;
import java.time.InstantSource;

/** Tells clients whether they missed something: an account never does. */
public final class UpdatesService implements Service {
  private static final int POLL_SECONDS = 30;

  private final Schema schema = Schema.telegram();
  private final Peers peers;
  private final InstantSource clock;

  public UpdatesService(World world, InstantSource clock) {
    this.peers = new Peers(world);
    this.clock = clock;
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("updates.getState", call -> state(clock));
    dispatcher.serve("updates.getDifference", this::difference);
    dispatcher.serve("updates.getChannelDifference", this::channelDifference);
  }

  static TlObject state(InstantSource clock) {
    return Schema.telegram()
        .make("updates.state")
        .set("pts", 1)
        .set("qts", 0)
        .set("date", (int) clock.instant().getEpochSecond())
        .set("seq", 1)
        .set("unread_count", 0);
  }

  private TlObject difference(Call call) {
    return schema
        .make("updates.differenceEmpty")
        .set("date", (int) clock.instant().getEpochSecond())
        .set("seq", 1);
  }

  private TlObject channelDifference(Call call) {
    Chat chat = peers.channelOf(call.request().object("channel"));
    return schema
        .make("updates.channelDifferenceEmpty")
        .set("final", true)
        .set("pts", Pts.of(chat))
        .set("timeout", POLL_SECONDS);
  }
}
