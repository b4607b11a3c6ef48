package dev.tgfetcher.log;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes an event to every listener; an exception of one is logged and skips no other. */
public final class ListenerNotifier {
  private static final Logger log = LoggerFactory.getLogger(ListenerNotifier.class);

  private ListenerNotifier() {}

  public static <T> void notifyEach(List<T> listeners, Consumer<T> notification) {
    for (T listener : listeners) {
      try {
        notification.accept(listener);
      } catch (RuntimeException fault) {
        log.error("A listener failed; the work goes on", fault);
      }
    }
  }
}
