package dev.tgfetcher.fetch;

import dev.tgfetcher.day.FetchWindow;
import dev.tgfetcher.day.UtcDay;
import dev.tgfetcher.history.ChatResolver;
import dev.tgfetcher.history.FirstMessages;
import dev.tgfetcher.history.ResolvedChat;
import dev.tgfetcher.history.TelegramCalls;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Finds the day of a chat's first message, or of the basic group's that it was before. */
record FirstDay(TelegramCalls calls, ChatResolver resolver) {
  /** The window without the days before the first message; its last day if the chat is younger. */
  FetchWindow bound(ResolvedChat chat, FetchWindow window) throws InterruptedException {
    LocalDate day = find(chat).orElse(window.to());
    return FetchWindow.of(day.isAfter(window.to()) ? window.to() : day, window.to());
  }

  /** Empty when the chat has no messages. */
  Optional<LocalDate> find(ResolvedChat chat) throws InterruptedException {
    Optional<Instant> ofBasicGroup = Optional.empty();
    Long basicGroup = chat.upgradedFromChatId();
    if (basicGroup != null) {
      Optional<ResolvedChat> readable = resolver.findById(basicGroup);
      if (readable.isPresent()) {
        ofBasicGroup = FirstMessages.earliestDate(calls, readable.get());
      }
    }
    return (ofBasicGroup.isPresent() ? ofBasicGroup : FirstMessages.earliestDate(calls, chat))
        .map(UtcDay::of);
  }
}
