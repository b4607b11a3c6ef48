package dev.tgfetcher.telegram.tdjson;

import dev.tgfetcher.telegram.TelegramError;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The unanswered requests of one client for the full info of chats and for the list of reactions.
 * TDLib sends them by itself, answers with remembered info until the answer arrives, and hides the
 * reactions of messages that it loads before. Its log is the only source.
 */
final class ChatInfoRequests {
  private static final int REACTIONS = 0x18dea0ac;

  /** Constructor ids in {@code telegram_api.tl}. */
  private static final Set<Integer> METHODS =
      Set.of(
          0x08736a09, // channels.getFullChannel
          0xaeb00b34, // messages.getFullChat
          REACTIONS); // messages.getAvailableReactions

  private static final String QUERY = "[Query:[id:";
  private static final Pattern ID_AND_METHOD =
      Pattern.compile("\\[Query:\\[id:(\\d{1,20})]\\[tl:0x([0-9a-f]{1,8})]");
  private static final String ANSWERED = "Receive result of ";
  private static final Pattern REFUSAL = Pattern.compile("\\[Error : (\\d{1,4}) : ([^]]*)]");

  private final Map<String, CompletableFuture<@Nullable Void>> unanswered =
      new ConcurrentHashMap<>();

  private final AtomicLong answers = new AtomicLong();
  private volatile @Nullable Refusal lastRefusal;

  /** A refused request, with its number among all answers. */
  private record Refusal(long number, TelegramError error) {}

  /** Reads a line of TDLib's log about this client. */
  void onLogLine(String line) {
    if (!line.contains(QUERY)) {
      return;
    }
    Matcher query = ID_AND_METHOD.matcher(line);
    if (!query.find()) {
      return;
    }
    String id = query.group(1);
    int method = Integer.parseUnsignedInt(query.group(2), 16);
    if (!METHODS.contains(method)) {
      return;
    }
    if (!line.contains(ANSWERED)) {
      unanswered.putIfAbsent(id, new CompletableFuture<>());
      return;
    }
    CompletableFuture<@Nullable Void> request = unanswered.remove(id);
    Matcher refusal = REFUSAL.matcher(line);
    if (request == null) {
      return;
    }
    // Without the list of reactions TDLib goes on with the one that it remembers.
    if (method != REACTIONS) {
      long number = answers.incrementAndGet();
      if (refusal.find()) {
        lastRefusal =
            new Refusal(
                number, TelegramError.of(Integer.parseInt(refusal.group(1)), refusal.group(2)));
      }
    }
    request.complete(null);
  }

  /** How many requests for full infos were answered or refused so far. */
  long answers() {
    return answers.get();
  }

  /** The last refusal after so many answers; null when there was none. */
  @Nullable TelegramError refusalSince(long answersBefore) {
    Refusal last = lastRefusal;
    return last != null && last.number() > answersBefore ? last.error() : null;
  }

  /** Completes when the requests that are unanswered now are answered or refused. */
  CompletableFuture<@Nullable Void> answered() {
    return CompletableFuture.allOf(unanswered.values().toArray(CompletableFuture<?>[]::new));
  }
}
