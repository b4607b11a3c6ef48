package dev.tgfetcher.fetch;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.telegram.TelegramException;
import org.jspecify.annotations.Nullable;

/** The chat of a run, which is resolved once, and only when it is needed. */
final class ChatOfRun {
  private final ChatResolver resolver;
  private final FolderOwner owner;
  private final ChatRef ref;
  private final FetchWindow window;
  private @Nullable ResolvedChat resolved;

  ChatOfRun(ChatResolver resolver, FolderOwner owner, ChatRef ref, FetchWindow window) {
    this.resolver = resolver;
    this.owner = owner;
    this.ref = ref;
    this.window = window;
  }

  /**
   * The chat.
   *
   * @throws MovedNameException when the folder of the chat's name has days of another chat
   * @throws TelegramException when this account cannot read the chat
   */
  ResolvedChat get() throws InterruptedException {
    if (resolved == null) {
      ResolvedChat chat = resolver.resolve(ref);
      owner.check(ref.folder(), chat, window);
      resolved = chat;
    }
    return resolved;
  }

  /**
   * Checks that the chat's name has not moved to another chat. A chat that is gone keeps its days.
   *
   * @throws MovedNameException when the folder of the chat's name has days of another chat
   */
  void checkName() throws InterruptedException {
    if (!(ref instanceof ChatRef.Username)) {
      return;
    }
    try {
      ResolvedChat unused = get();
    } catch (TelegramException e) {
      switch (e.type()) {
        case CHAT_NOT_FOUND, ACCESS_DENIED -> {}
        default -> throw e;
      }
    }
  }
}
