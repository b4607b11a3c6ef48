package dev.tgfetcher.emulator.world;

import org.jspecify.annotations.Nullable;

/** Somebody who can log in: a phone number, the code that would be sent to it, maybe a password. */
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

  /** Asks for this password after the code, as two-step verification does. */
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

  /** The phone number's digits, without a plus. */
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
