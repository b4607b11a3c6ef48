/**
 * A Telegram server on loopback, for tests, the demo and benchmarks. The real TDLib logs in to it
 * and reads chats over Telegram's protocol; only the server's key in it is replaced.
 *
 * <p>{@code TelegramEmulator} combines {@code service} (the handlers of Telegram's methods), {@code
 * rpc} (the routing of requests), {@code fault} (scripted faults), {@code wire} (transport, keys,
 * sessions) and {@code world} (the state). All of them use the codec in {@code tl}, which also
 * speaks the older layers of other clients. The emulator imports no other module of the project.
 *
 * <p>Out of scope: sending messages, secret chats, files, stories, calls, bots, payments, more than
 * one data centre, channel administration, read marks, typing and online states, and updates about
 * messages. A client sees changed messages when it reads them again.
 */
package dev.tgfetcher.emulator;
