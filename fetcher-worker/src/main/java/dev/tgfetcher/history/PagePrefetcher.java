package dev.tgfetcher.history;

import dev.tgfetcher.log.LogContext;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks for a page in a thread of its own, while the caller works on the page before: Telegram's
 * time and the worker's overlap. One page ahead is as far as it goes, for each names the next.
 */
final class PagePrefetcher implements Closeable {
  private static final String THREAD = "page-ahead";
  private static final long PATIENCE_SECONDS = 10;

  private final TelegramCalls calls;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, THREAD);
            made.setDaemon(true);
            return made;
          });
  private @Nullable Future<List<JsonNode>> asked;

  PagePrefetcher(TelegramCalls calls) {
    this.calls = calls;
  }

  /** Has the request made; its answer is to be taken before another one is made. */
  void ask(Callable<List<JsonNode>> request) {
    Future<List<JsonNode>> answer = thread.submit(LogContext.ofThisThread(request));
    calls.underWay(answer);
    asked = answer;
  }

  boolean isAsked() {
    return asked != null;
  }

  /**
   * Waits for the page that was asked for.
   *
   * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses or does not answer in
   *     time
   */
  List<JsonNode> take() throws InterruptedException {
    Future<List<JsonNode>> answer = asked;
    if (answer == null) {
      throw new IllegalStateException("no page was asked for");
    }
    asked = null;
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException(e.getCause());
    }
  }

  /** Gives up what is under way, and waits until its thread has let go of the client. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      boolean unused = thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
