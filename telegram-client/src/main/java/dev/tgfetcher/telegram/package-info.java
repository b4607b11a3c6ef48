/**
 * Telegram, spoken through TDLib's JSON interface.
 *
 * <ul>
 *   <li>the port: {@code TelegramClient}, and {@code TelegramException} with its error parsed once
 *   <li>the binding of {@code libtdjson}: {@code TdRuntime} and its clients
 *   <li>getting the library: {@code TdlibProvisioner}
 *   <li>an account: {@code Login} makes a session, {@code TelegramSession} opens it
 * </ul>
 *
 * <p>Nothing here knows the rest of the worker: the emulator's tests are compiled together with
 * these sources alone.
 */
package dev.tgfetcher.telegram;
