/**
 * The handlers of Telegram's methods, one service for each namespace, and the representation of
 * chats, users and messages in their responses. It may import {@code rpc}, {@code wire}, {@code
 * world} and {@code tl}.
 */
package dev.tgfetcher.emulator.service;
