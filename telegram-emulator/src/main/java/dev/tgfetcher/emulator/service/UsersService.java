package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Call;
import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.Service;
import dev.tgfetcher.emulator.tl.Schema;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Tells about users. */
public final class UsersService implements Service {
  private final Schema schema = Schema.telegram();
  private final World world;
  private final Peers peers;

  public UsersService(World world) {
    this.world = world;
    this.peers = new Peers(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("users.getUsers", this::users);
    dispatcher.serve("users.getFullUser", this::fullUser);
  }

  private List<TlObject> users(Call call) {
    List<TlObject> users = new ArrayList<>();
    for (TlObject asked : call.request().<TlObject>list("id")) {
      users.add(UserView.of(peers.user(asked, call), call.account()));
    }
    return users;
  }

  private TlObject fullUser(Call call) {
    User user = peers.user(call.request().object("id"), call);
    Mentioned mentioned = new Mentioned(world, call.account());
    mentioned.add(user.peer());
    TlObject full =
        schema
            .make("userFull")
            .set("id", user.id())
            .set("settings", schema.make("peerSettings"))
            .set("notify_settings", schema.make("peerNotifySettings"))
            .set("common_chats_count", 0);
    return mentioned.in(schema.make("users.userFull").set("full_user", full));
  }
}
