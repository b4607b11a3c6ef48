package dev.tgfetcher.telegram;

/** Keeps a listener registered until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
