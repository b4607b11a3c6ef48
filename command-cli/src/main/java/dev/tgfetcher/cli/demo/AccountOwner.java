package dev.tgfetcher.cli.demo;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.telegram.login.LoginPrompt;

/** Logs an account of the emulator in: knows its code and its password. */
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
      throw new IllegalStateException("asked for a password that the account has not");
    }
    return password;
  }

  @Override
  public String emailAddress() {
    throw new IllegalStateException("asked for an address that the account has not");
  }

  @Override
  public void showQr(String link) {
    throw new IllegalStateException("asked for a QR code, not for a code");
  }

  @Override
  public void print(String line) {}
}
