package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.schema.event.ErrorType;

/**
 * What an operator does about a kind of failure.
 *
 * @param runbook the page with the details
 */
record ErrorAdvice(String text, String runbook) {
  private static final String EDIT_OR_PURGE = "'dlq edit' corrects it, 'dlq purge' removes it";

  static ErrorAdvice of(ErrorType type) {
    return switch (type) {
      case INVALID_COMMAND -> of("correct the scheduler; " + EDIT_OR_PURGE, "replay");
      case CHAT_NOT_FOUND ->
          of("the name is misspelt, or the chat has another one now; " + EDIT_OR_PURGE, "replay");
      case ACCESS_DENIED ->
          of("let the account of a worker join the chat, then replay the letter", "replay");
      case AUTH ->
          of(
              "the session has ended: run 'tg-fetcher login', then replay the letter",
              "TgFetcherSessionLost");
      case RATE_LIMIT ->
          of(
              "replay it when 'tg-fetcher status' shows no flood wait",
              "TgFetcherFloodHoldsTooLong");
      case NETWORK ->
          of(
              "check the network of the workers, and TELEGRAM_PROXY; then replay the letter",
              "TgFetcherErrorRateHigh");
      case TELEGRAM ->
          of("Telegram failed: replay the letter when it answers again", "TgFetcherErrorRateHigh");
      case STORAGE ->
          of(
              "make room in DATA_DIR, or give the worker the right to write; then replay the letter",
              "TgFetcherStorageUnwritable");
      case INTERRUPTED ->
          of(
              "workers died with this command: read their logs, then replay the letter",
              "TgFetcherWorkerGone");
      case INTERNAL ->
          of(
              "a bug: the log has its stack trace; replay the letter after an update",
              "TgFetcherErrorRateHigh");
    };
  }

  private static ErrorAdvice of(String text, String page) {
    return new ErrorAdvice(text, "runbooks/" + page + ".md");
  }
}
