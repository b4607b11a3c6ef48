/**
 * A Telegram server on loopback, for tests, the demo and benchmarks. An unmodified TDLib logs in to
 * it and reads chats, through the same protocol code that it speaks with Telegram.
 *
 * <p>The arrows: {@code TelegramEmulator} puts together {@code service} (what Telegram's methods
 * answer), {@code rpc} (which method a request goes to), {@code fault} (what goes wrong on the
 * way), {@code wire} (transport, keys, sessions) and {@code world} (the state); {@code tl} is the
 * codec of all of them.
 *
 * <p>Out of scope: sending messages, secret chats, files, stories, calls, bots, payments, more than
 * one data centre, channel administration, read marks, typing and online states, and updates about
 * messages, which are seen when a client reads again.
 */
package dev.tgfetcher.emulator;
