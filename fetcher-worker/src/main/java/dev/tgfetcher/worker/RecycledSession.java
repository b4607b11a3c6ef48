package dev.tgfetcher.worker;

import dev.tgfetcher.fetch.ClientSource;
import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The worker's session, with TDLib's client replaced when it has loaded so many messages: what it
 * has loaded it keeps in memory. Requests under way are waited for, those that come meanwhile wait.
 */
final class RecycledSession {
  private static final Logger log = LoggerFactory.getLogger(RecycledSession.class);
  private static final int EVERYBODY = 10_000;

  private final TelegramSession session;
  private final long recycleAfter;
  private final GuardedCalls guard;
  private final Semaphore turnstile = new Semaphore(EVERYBODY, true);
  private final AtomicLong loaded = new AtomicLong();
  private final AtomicLong generation = new AtomicLong();

  /**
   * Watches over a session.
   *
   * @param recycleAfter messages; at some 1.5 KB each that bounds TDLib's memory
   */
  RecycledSession(TelegramSession session, long recycleAfter, GuardedCalls guard) {
    this.session = session;
    this.guard = guard;
    this.recycleAfter = recycleAfter;
  }

  /** A view for one thread: it learns from {@code loaded} when others had the client replaced. */
  ClientSource source() {
    return new Source();
  }

  private final class Source implements ClientSource, TelegramClient {
    private long seen = generation.get();

    @Override
    public TelegramClient client() {
      return this;
    }

    @Override
    public boolean loaded(int messages) throws InterruptedException {
      if (loaded.addAndGet(messages) >= recycleAfter) {
        recycle();
      }
      long current = generation.get();
      boolean replaced = seen != current;
      seen = current;
      return replaced;
    }

    @Override
    public JsonNode call(ObjectNode request) throws InterruptedException {
      return guard.call(() -> TelegramClient.await(send(request)));
    }

    @Override
    public CompletableFuture<JsonNode> send(ObjectNode request) {
      turnstile.acquireUninterruptibly();
      return session.send(request).whenComplete((answer, failure) -> turnstile.release());
    }

    @Override
    public Subscription onUpdate(Consumer<JsonNode> listener) {
      return session.onUpdate(listener);
    }

    /** The session is the worker's to close. */
    @Override
    public void close() {}
  }

  private void recycle() throws InterruptedException {
    turnstile.acquire(EVERYBODY);
    try {
      if (loaded.get() >= recycleAfter) {
        session.recycle();
        loaded.set(0);
        generation.incrementAndGet();
        log.debug("TDLib's client was replaced to give its memory back");
      }
    } finally {
      turnstile.release(EVERYBODY);
    }
  }
}
