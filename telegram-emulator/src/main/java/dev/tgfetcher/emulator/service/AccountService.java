package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.wire.BigEndianNumbers;
import dev.tgfetcher.emulator.wire.DhPrime;
import dev.tgfetcher.emulator.world.Account;

/** Serves the parameters of an account's password, and default settings. */
public final class AccountService implements RpcService {
  private final TlSchema schema = TlSchema.telegram();
  private final PendingLogins logins;

  public AccountService(PendingLogins logins) {
    this.logins = logins;
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serveWithoutLogin("account.getPassword", this::password);
    dispatcher.serve("account.getNotifySettings", call -> schema.make("peerNotifySettings"));
    dispatcher.serve("account.updateStatus", call -> true);
    dispatcher.serve(
        "account.getAccountTTL", call -> schema.make("accountDaysTTL").set("days", 365));
  }

  private TlObject password(RpcCall call) {
    TlObject response =
        schema
            .make("account.password")
            .set("new_algo", algorithm(new byte[8], new byte[16]))
            .set("new_secure_algo", schema.make("securePasswordKdfAlgoUnknown"))
            .set("secure_random", new byte[32]);
    Account account = logins.accountAwaitingPassword(call.key());
    String password = account == null ? call.account().password() : account.password();
    if (password == null) {
      return response;
    }
    Srp proof = logins.beginProof(call.key(), password);
    return response
        .set("has_password", true)
        .set("current_algo", algorithm(proof.salt1(), proof.salt2()))
        .set("srp_B", proof.publicNumber())
        .set("srp_id", proof.id());
  }

  private TlObject algorithm(byte[] salt1, byte[] salt2) {
    return schema
        .make("passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow")
        .set("salt1", salt1)
        .set("salt2", salt2)
        .set("g", Srp.GENERATOR)
        .set("p", BigEndianNumbers.toBytes(DhPrime.VALUE, 256));
  }
}
