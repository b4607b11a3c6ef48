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
 * Requests the next page on a second thread while the caller works on the present one. It never
 * requests more than one page ahead, because each page contains the offset of the next.
 */
final class PagePrefetcher implements Closeable {
  private static final String THREAD = "page-prefetch";
  private static final long PATIENCE_SECONDS = 10;

  private final TelegramCalls calls;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, THREAD);
            created.setDaemon(true);
            return created;
          });
  private @Nullable Future<List<JsonNode>> pending;

  PagePrefetcher(TelegramCalls calls) {
    this.calls = calls;
  }

  /** Sends the request of a page. {@link #await} comes before the next call. */
  void request(Callable<List<JsonNode>> request) {
    Future<List<JsonNode>> page = thread.submit(LogContext.ofThisThread(request));
    calls.setPending(page);
    pending = page;
  }

  boolean isPending() {
    return pending != null;
  }

  /**
   * Waits for the requested page.
   *
   * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses or does not answer in
   *     time
   */
  List<JsonNode> await() throws InterruptedException {
    Future<List<JsonNode>> page = pending;
    if (page == null) {
      throw new IllegalStateException("no page was requested");
    }
    pending = null;
    try {
      return page.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException(e.getCause());
    }
  }

  /** Interrupts a pending request, and waits until its thread no longer uses the client. */
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
