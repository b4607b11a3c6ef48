/**
 * The port to Telegram: {@code TelegramClient}, and {@code TelegramException} with its error parsed
 * once.
 *
 * <ul>
 *   <li>{@code tdjson} binds TDLib's JSON interface.
 *   <li>{@code library} provides the TDLib library file.
 *   <li>{@code session} opens the session of an account.
 *   <li>{@code login} makes a session.
 * </ul>
 *
 * <p>This package imports none of these four, and the module imports no other module of tg-fetcher.
 */
package dev.tgfetcher.telegram;
