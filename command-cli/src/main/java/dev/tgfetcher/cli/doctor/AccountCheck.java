package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.config.SessionConfig;
import java.util.ArrayList;
import java.util.List;

/** Checks that the Telegram application is configured and sessions are encrypted. */
final class AccountCheck {
  private static final String CHECK = "telegram application";

  private AccountCheck() {}

  static CheckResult of(SessionConfig config) {
    List<String> missing = new ArrayList<>();
    if (config.telegramApiId().isEmpty()) {
      missing.add("TELEGRAM_API_ID");
    }
    if (config.telegramApiHash().isEmpty()) {
      missing.add("TELEGRAM_API_HASH");
    }
    if (!missing.isEmpty()) {
      return CheckResult.failed(
          CHECK,
          String.join(" and ", missing) + " not set",
          "create an application at my.telegram.org and put both into .env");
    }
    if (config.sessionKey().isEmpty() && config.sessionKeyFile().isEmpty()) {
      return CheckResult.warned(
          CHECK,
          "sessions are not encrypted",
          "set SESSION_KEY or SESSION_KEY_FILE before the next login");
    }
    return CheckResult.passed(CHECK, "configured, sessions are encrypted");
  }
}
