package dev.tgfetcher.cli.demo;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.telegram.login.LoginPrompt;

/** Answers the login of an emulated account with its code and password. */
record AccountOwner(Account account) implements LoginPrompt {
  @Override
  public String phoneNumber() {
    return "+" + account.phone();
  }

  @Override
  public String code(String where) {
    return account.code();
  }

  @Override
  public String password(String hint) {
    String password = account.password();
    if (password == null) {
      throw new IllegalStateException("the login asked for a password; the account has none");
    }
    return password;
  }

  @Override
  public String emailAddress() {
    throw new IllegalStateException("the login asked for an email address; the account has none");
  }

  @Override
  public void showQr(String link) {
    throw new IllegalStateException("the login showed a QR code instead of a request for a code");
  }

  @Override
  public void print(String line) {}
}
