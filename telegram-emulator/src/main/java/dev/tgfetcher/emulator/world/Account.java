package dev.tgfetcher.emulator.world;

import org.jspecify.annotations.Nullable;

/** A user who can log in, with a phone number, the login code, and an optional password. */
public final class Account {
  private final User user;
  private final String phone;
  private final String code;
  private volatile @Nullable String password;

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
