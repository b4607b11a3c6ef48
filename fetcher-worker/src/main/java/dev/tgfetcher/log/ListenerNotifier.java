package dev.tgfetcher.log;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies listeners. The exception of one is logged and does not affect the others. */
public final class ListenerNotifier {
  private static final Logger log = LoggerFactory.getLogger(ListenerNotifier.class);

  private ListenerNotifier() {}

  public static <T> void notifyEach(List<T> listeners, Consumer<T> notification) {
    for (T listener : listeners) {
      try {
        notification.accept(listener);
      } catch (RuntimeException fault) {
        log.error("A listener failed; the command continues", fault);
      }
    }
  }
}
