package dev.tgfetcher.emulator.world;

import org.jspecify.annotations.Nullable;

/** A user who can log in, with a phone number, the login code, and an optional password. */
public final class Account {
  private final User user;
  private final String phone;
  private final String code;
  private volatile @Nullable String password;
  private volatile @Nullable Freeze freeze;

  Account(User user, String phone, String code) {
    this.user = user;
    this.phone = digits(phone);
    this.code = code;
  }

  /** Turns on two-step verification: the login needs this password after the code. */
  public Account password(String newPassword) {
    password = newPassword;
    return this;
  }

  public @Nullable String password() {
    return password;
  }

  /** Freezes the account. A client learns of it from its next configuration. */
  public void freeze(Freeze newFreeze) {
    freeze = newFreeze;
  }

  /** Ends the freeze. */
  public void unfreeze() {
    freeze = null;
  }

  /** The freeze; null for an account that is not frozen. */
  public @Nullable Freeze freeze() {
    return freeze;
  }

  public User user() {
    return user;
  }

  /** The digits of the phone number, without a plus. */
  public String phone() {
    return phone;
  }

  public String code() {
    return code;
  }

  static String digits(String phone) {
    return phone.replaceAll("\\D", "");
  }
}
