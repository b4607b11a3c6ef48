/**
 * Reads chats from Telegram page by page, newest message first. {@link
 * dev.tgfetcher.history.ChatResolver} finds a chat, {@link dev.tgfetcher.history.OpenChat} keeps it
 * open, and {@link dev.tgfetcher.history.PageChain} pages through it. Every request goes through
 * {@link dev.tgfetcher.history.TelegramCalls}.
 *
 * <p>The package may import {@code convert}, {@code limit}, {@code failure}, {@code redis}, {@code
 * log}, the schema and the Telegram client.
 */
package dev.tgfetcher.history;
