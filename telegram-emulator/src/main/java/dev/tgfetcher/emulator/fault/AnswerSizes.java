package dev.tgfetcher.emulator.fault;

import dev.tgfetcher.emulator.tl.TlObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The limits of a server on the messages of one request: short pages, and refused lists of ids. */
final class AnswerSizes {
  private final Map<String, Integer> pages = new ConcurrentHashMap<>();
  private final Map<String, MostIds> mostIds = new ConcurrentHashMap<>();

  private record MostIds(int count, FaultDecision.Refuse refusal) {}

  void shorten(String method, int messages) {
    if (messages == 0) {
      pages.remove(method);
    } else {
      pages.put(method, messages);
    }
  }

  void refuseMoreIds(String method, int count, FaultDecision.Refuse refusal) {
    if (count == 0) {
      mostIds.remove(method);
    } else {
      mostIds.put(method, new MostIds(count, refusal));
    }
  }

  void clear() {
    pages.clear();
    mostIds.clear();
  }

  /** Returns the refusal of a request that names too many messages, or null. */
  FaultDecision.@Nullable Refuse decide(TlObject request) {
    MostIds most = mostIds.get(request.name());
    return most != null && request.list("id").size() > most.count() ? most.refusal() : null;
  }

  /** Leaves the first messages of a response that contains messages. */
  Object cut(String method, Object response) {
    Integer size = pages.get(method);
    if (size != null && response instanceof TlObject page) {
      List<TlObject> messages = page.list("messages");
      page.set("messages", messages.subList(0, Math.min(size, messages.size())));
    }
    return response;
  }
}
