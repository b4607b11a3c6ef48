/**
 * The state of the emulated Telegram: accounts, users, chats and their messages. A chat's messages
 * are either added one by one, or generated from a seed. It may import {@code tl} alone.
 */
package dev.tgfetcher.emulator.world;
