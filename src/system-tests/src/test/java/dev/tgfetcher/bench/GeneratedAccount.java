package dev.tgfetcher.bench;

import dev.tgfetcher.telegram.login.LoginPrompt;

/** The login prompts for the account of a generated world. */
final class GeneratedAccount implements LoginPrompt {
  @Override
  public String phoneNumber() {
    return "+99966200001";
  }

  @Override
  public String code(String where) {
    return "22222";
  }

  @Override
  public String password(String hint) {
    throw new IllegalStateException("a generated account has no password");
  }

  @Override
  public String emailAddress() {
    throw new IllegalStateException("a generated account has no address");
  }

  @Override
  public void showQr(String link) {
    throw new IllegalStateException("logged in by code");
  }

  @Override
  public void print(String line) {}
}
