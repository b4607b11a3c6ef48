package dev.tgfetcher.telegram;

import static dev.tgfetcher.telegram.TelegramErrorType.ACCESS_DENIED;
import static dev.tgfetcher.telegram.TelegramErrorType.ACCOUNT_RESTRICTED;
import static dev.tgfetcher.telegram.TelegramErrorType.CHAT_NOT_FOUND;
import static dev.tgfetcher.telegram.TelegramErrorType.DIRECTORY_LOCKED;
import static dev.tgfetcher.telegram.TelegramErrorType.FLOOD;
import static dev.tgfetcher.telegram.TelegramErrorType.NOT_FOUND;
import static dev.tgfetcher.telegram.TelegramErrorType.NO_COMMENTS;
import static dev.tgfetcher.telegram.TelegramErrorType.OTHER;
import static dev.tgfetcher.telegram.TelegramErrorType.SESSION_ENDED;
import static dev.tgfetcher.telegram.TelegramErrorType.UNAVAILABLE;
import static dev.tgfetcher.telegram.TelegramErrorType.UNREADABLE;
import static dev.tgfetcher.telegram.TelegramErrorType.WRONG_CREDENTIALS;
import static dev.tgfetcher.telegram.TelegramErrorType.WRONG_KEY;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Maps the words of an error to its type, and the code only if no word matches. Telegram sends
 * CHANNEL_PRIVATE as 406, and TDLib sends a wrong database key as 401; neither ends a session.
 */
final class TelegramErrorTable {
  private record Words(TelegramErrorType type, List<String> anyOf) {
    static Words of(TelegramErrorType type, String... anyOf) {
      return new Words(type, List.of(anyOf));
    }

    boolean occurIn(String message) {
      return anyOf.stream().anyMatch(message::contains);
    }
  }

  private static final List<Words> BY_WORDS =
      List.of(
          Words.of(WRONG_KEY, "wrong database encryption key"),
          Words.of(
              UNREADABLE,
              "unknown constructor found",
              "wrong constructor",
              "wrong vector length",
              "bool expected",
              "not enough data to read",
              "too much data to fetch",
              "too big string found"),
          Words.of(
              ACCOUNT_RESTRICTED,
              "frozen_method_invalid",
              "frozen_participant_missing",
              "recaptcha_check_"),
          Words.of(DIRECTORY_LOCKED, "can't lock file"),
          Words.of(FLOOD, "too many requests", "flood_wait", "flood_premium_wait", "peer_flood"),
          Words.of(
              NO_COMMENTS,
              "message has no comments",
              "message has no thread",
              "message has no replies",
              "can't access message comments",
              "msg_id_invalid"),
          Words.of(NOT_FOUND, "message not found"),
          Words.of(
              CHAT_NOT_FOUND,
              "username_not_occupied",
              "username_invalid",
              "username is invalid",
              "chat not found",
              "group not found",
              "invalid chat identifier",
              "chat_id_invalid",
              "peer_id_invalid"),
          Words.of(
              ACCESS_DENIED,
              "channel_private",
              "channel_invalid",
              "channel_public_group_na",
              "chat_admin_required",
              "chat_forbidden",
              "user_banned_in_channel",
              "can't access the chat",
              "have no access",
              "is inaccessible"),
          Words.of(
              WRONG_CREDENTIALS,
              "phone_number_invalid",
              "phone_number_banned",
              "phone_code_",
              "password_hash_invalid",
              "email_code_invalid",
              "code_invalid",
              "api_id_invalid",
              "api_id_published_flood",
              "valid api_id",
              "valid api_hash"),
          Words.of(UNAVAILABLE, "request aborted", "network", "timeout", "connection"));

  /** Compared as whole names, because INPUT_USER_DEACTIVATED is about another account. */
  private static final Set<String> SESSION_ENDED_NAMES =
      Set.of(
          "auth_key_unregistered",
          "auth_key_duplicated",
          "session_revoked",
          "session_expired",
          "user_deactivated",
          "user_deactivated_ban");

  private static final Pattern BETWEEN_NAMES = Pattern.compile("[^a-z0-9_]+");

  private TelegramErrorTable() {}

  static TelegramErrorType typeOf(int code, String message) {
    String words = message.toLowerCase(Locale.ROOT);
    return BY_WORDS.stream()
        .filter(row -> row.occurIn(words))
        .map(Words::type)
        .findFirst()
        .orElseGet(() -> namesAnEndedSession(words) ? SESSION_ENDED : byCode(code));
  }

  private static boolean namesAnEndedSession(String words) {
    return BETWEEN_NAMES.splitAsStream(words).anyMatch(SESSION_ENDED_NAMES::contains);
  }

  private static TelegramErrorType byCode(int code) {
    return switch (code) {
      case 401, 406 -> SESSION_ENDED;
      case 403 -> ACCESS_DENIED;
      case 404 -> NOT_FOUND;
      case 420, 429 -> FLOOD;
      default -> Math.abs(code) >= 500 ? UNAVAILABLE : OTHER;
    };
  }
}
