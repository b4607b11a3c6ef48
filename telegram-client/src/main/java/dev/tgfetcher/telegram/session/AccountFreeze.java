package dev.tgfetcher.telegram.session;

import dev.tgfetcher.telegram.TdFields;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A restriction of an account by Telegram. The account stays logged in, but it can read little.
 *
 * @param since the begin of the freeze; null when Telegram has refused a request without a date
 * @param deletion the time when Telegram deletes the account; null when unknown
 * @param appealLink the link to an appeal; empty when unknown
 */
public record AccountFreeze(
    @Nullable Instant since, @Nullable Instant deletion, String appealLink) {

  /** The restriction of an account whose requests Telegram refuses without giving dates. */
  public static final AccountFreeze WITHOUT_DATES = new AccountFreeze(null, null, "");

  /** The freeze state of an account that is logged in. */
  public interface Source {
    /** The last state that TDLib has reported; empty for an account that is not frozen. */
    Optional<AccountFreeze> freeze();

    /** Asks Telegram for the state. An answer that does not come leaves the last state. */
    Optional<AccountFreeze> checkFreeze() throws InterruptedException;
  }

  /** Whether an update is about the freeze state. */
  public static boolean isUpdate(JsonNode update) {
    return TdFields.type(update).equals("updateFreezeState");
  }

  /** Reads an update about the freeze state; null for an account that is not frozen. */
  public static @Nullable AccountFreeze in(JsonNode update) {
    if (!update.path("is_frozen").asBoolean(false)) {
      return null;
    }
    return new AccountFreeze(
        time(update, "freezing_date"),
        time(update, "deletion_date"),
        TdFields.string(update, "appeal_link"));
  }

  private static @Nullable Instant time(JsonNode update, String field) {
    long seconds = TdFields.number(update, field);
    return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
  }

  /** Describes the restriction and the remedy for an operator. */
  public String inWords() {
    if (since == null) {
      return "Telegram restricts the account: open it in a Telegram app";
    }
    return "the account is frozen since "
        + since
        + part(deletion != null, () -> ", and Telegram deletes it at " + deletion)
        + part(!appealLink.isEmpty(), () -> ": appeal at " + appealLink);
  }

  private static String part(boolean known, Supplier<String> words) {
    return known ? words.get() : "";
  }
}
