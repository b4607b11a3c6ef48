package dev.tgfetcher.history;

import dev.tgfetcher.log.LogContext;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Requests the next pages on threads of its own while the caller works on the present one. */
final class PagePrefetcher<T> implements Closeable {
  private static final String THREAD = "page-prefetch";
  private static final long PATIENCE_SECONDS = 10;

  private final TelegramCalls calls;
  private final ExecutorService threads;
  private final Deque<Future<T>> pending = new ArrayDeque<>();

  /**
   * Creates a prefetcher.
   *
   * @param atATime how many pages are requested at a time
   */
  PagePrefetcher(TelegramCalls calls, int atATime) {
    this.calls = calls;
    this.threads =
        Executors.newFixedThreadPool(
            atATime,
            task -> {
              Thread created = new Thread(task, THREAD);
              created.setDaemon(true);
              return created;
            });
  }

  /** Requests a page, as soon as fewer than the permitted number are under way. */
  void request(Callable<T> request) {
    Future<T> page = threads.submit(LogContext.ofThisThread(request));
    calls.addPending(page);
    pending.add(page);
  }

  /** How many pages were requested and not returned yet. */
  int pending() {
    return pending.size();
  }

  /**
   * Waits for the page that was requested first.
   *
   * @throws dev.tgfetcher.telegram.TelegramException when Telegram refuses or does not answer in
   *     time
   */
  T await() throws InterruptedException {
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException(e.getCause());
    }
  }

  /**
   * Interrupts the pending requests, and waits until no thread uses the client. A request that had
   * not begun has ended then, too; otherwise the client's replacement would wait for it for ever.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean unused = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pending.forEach(page -> page.cancel(true));
  }
}
