package dev.tgfetcher.emulator.rpc;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.wire.AuthKey;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Freeze;
import org.jspecify.annotations.Nullable;

/** A decoded request, with the client that sent it and its account. */
public final class RpcCall {
  private final TlObject request;
  private final AuthKey key;
  private final @Nullable Account account;

  RpcCall(TlObject request, AuthKey key, @Nullable Account account) {
    this.request = request;
    this.key = key;
    this.account = account;
  }

  public TlObject request() {
    return request;
  }

  public String method() {
    return request.name();
  }

  public AuthKey key() {
    return key;
  }

  /**
   * The account that is logged in.
   *
   * @throws RpcException when the client is not logged in
   */
  public Account account() {
    if (account == null) {
      throw RpcException.unauthorized("AUTH_KEY_UNREGISTERED");
    }
    return account;
  }

  /** The freeze of the account; null before the login, and for an account that is not frozen. */
  public @Nullable Freeze freeze() {
    return account == null ? null : account.freeze();
  }

  /** The digits of the account's phone number; empty before the login. */
  public String phone() {
    return account == null ? "" : account.phone();
  }
}
