package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;

/** Serves users. */
public final class UsersService implements RpcService {
  private final TlSchema schema = TlSchema.telegram();
  private final World world;
  private final PeerResolver peers;

  public UsersService(World world) {
    this.world = world;
    this.peers = new PeerResolver(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("users.getUsers", this::users);
    dispatcher.serve("users.getFullUser", this::fullUser);
  }

  private List<TlObject> users(RpcCall call) {
    List<TlObject> users = new ArrayList<>();
    for (TlObject inputUser : call.request().<TlObject>list("id")) {
      users.add(UserView.of(peers.user(inputUser, call), call.account()));
    }
    return users;
  }

  private TlObject fullUser(RpcCall call) {
    User user = peers.user(call.request().object("id"), call);
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    referencedPeers.add(user.peer());
    TlObject full =
        schema
            .make("userFull")
            .set("id", user.id())
            .set("settings", schema.make("peerSettings"))
            .set("notify_settings", schema.make("peerNotifySettings"))
            .set("common_chats_count", 0);
    return referencedPeers.addTo(schema.make("users.userFull").set("full_user", full));
  }
}
