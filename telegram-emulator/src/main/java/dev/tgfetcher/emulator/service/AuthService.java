package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.wire.AuthKeys;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import java.time.InstantSource;

/** Logs clients in, by code, QR link and password, and out. */
public final class AuthService implements RpcService {
  private static final int TOKEN_LIFETIME = 30;

  private final TlSchema schema = TlSchema.telegram();
  private final World world;
  private final AuthKeys authKeys;
  private final PendingLogins logins;
  private final InstantSource clock;

  public AuthService(World world, AuthKeys authKeys, PendingLogins logins, InstantSource clock) {
    this.world = world;
    this.authKeys = authKeys;
    this.logins = logins;
    this.clock = clock;
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serveWithoutLogin("auth.sendCode", this::sendCode);
    dispatcher.serveWithoutLogin("auth.resendCode", this::sendCode);
    dispatcher.serveWithoutLogin("auth.cancelCode", call -> true);
    dispatcher.serveWithoutLogin("auth.signIn", this::signIn);
    dispatcher.serveWithoutLogin("auth.checkPassword", this::checkPassword);
    dispatcher.serveWithoutLogin("auth.exportLoginToken", this::exportLoginToken);
    dispatcher.serveWithoutLogin("auth.bindTempAuthKey", this::bindTemporaryKey);
    dispatcher.serveWithoutLogin("auth.logOut", this::logOut);
  }

  private TlObject sendCode(RpcCall call) {
    Account account = accountOf(call);
    TlObject type = schema.make("auth.sentCodeTypeApp").set("length", account.code().length());
    return schema.make("auth.sentCode").set("type", type).set("phone_code_hash", hashOf(account));
  }

  private TlObject signIn(RpcCall call) {
    Account account = accountOf(call);
    if (!hashOf(account).equals(call.request().string("phone_code_hash"))) {
      throw RpcException.badRequest("PHONE_CODE_EXPIRED");
    }
    if (!account.code().equals(call.request().string("phone_code"))) {
      throw RpcException.badRequest("PHONE_CODE_INVALID");
    }
    return authorize(call, account);
  }

  private TlObject checkPassword(RpcCall call) {
    Account account = logins.accountAwaitingPassword(call.key());
    Srp proof = logins.takeProof(call.key());
    TlObject clientProof = call.request().object("password");
    if (account == null || proof == null || clientProof.is("inputCheckPasswordEmpty")) {
      throw RpcException.badRequest("PASSWORD_HASH_INVALID");
    }
    if (clientProof.number("srp_id") != proof.id()) {
      throw RpcException.badRequest("SRP_ID_INVALID");
    }
    if (!proof.accepts(clientProof.bytes("A"), clientProof.bytes("M1"))) {
      throw RpcException.badRequest("PASSWORD_HASH_INVALID");
    }
    return logIn(call, account);
  }

  private TlObject exportLoginToken(RpcCall call) {
    Account account = logins.takeAccepted(call.key());
    if (account != null) {
      TlObject authorization = authorize(call, account);
      return schema.make("auth.loginTokenSuccess").set("authorization", authorization);
    }
    int now = (int) clock.instant().getEpochSecond();
    return schema
        .make("auth.loginToken")
        .set("expires", now + TOKEN_LIFETIME)
        .set("token", logins.newToken(call.key()));
  }

  private Object bindTemporaryKey(RpcCall call) {
    if (!authKeys.bind(call.key(), call.request().number("perm_auth_key_id"))) {
      throw RpcException.badRequest("ENCRYPTED_MESSAGE_INVALID");
    }
    return true;
  }

  private TlObject logOut(RpcCall call) {
    authKeys.logOut(call.key());
    return schema.make("auth.loggedOut");
  }

  private TlObject authorize(RpcCall call, Account account) {
    if (account.password() != null) {
      logins.requirePassword(call.key(), account);
      throw RpcException.unauthorized("SESSION_PASSWORD_NEEDED");
    }
    return logIn(call, account);
  }

  private TlObject logIn(RpcCall call, Account account) {
    logins.finish(call.key());
    authKeys.logIn(call.key(), account.user().id());
    return schema.make("auth.authorization").set("user", UserView.of(account.user(), account));
  }

  private Account accountOf(RpcCall call) {
    Account account = world.account(call.request().string("phone_number"));
    if (account == null) {
      throw RpcException.badRequest("PHONE_NUMBER_INVALID");
    }
    return account;
  }

  private static String hashOf(Account account) {
    return "hash" + account.phone();
  }
}
