package dev.tgfetcher.worker;

import static java.util.stream.Collectors.joining;

import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.metrics.RequestTotals;
import dev.tgfetcher.queue.CommandQueue;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.session.CircuitBreaker;
import dev.tgfetcher.session.CurrentCommand;
import dev.tgfetcher.session.SessionLeases;
import dev.tgfetcher.session.SessionState;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The state of a worker that each heartbeat publishes.
 *
 * @param address of the health pages, {@code host:port}
 * @param health {@code up}, or the reasons why the worker is not healthy
 * @param paused the pauses that keep it from taking commands; empty if none does
 */
record WorkerState(
    SessionLeases sessions,
    CommandQueue queue,
    List<CurrentCommand> current,
    String address,
    CircuitBreaker telegram,
    Supplier<String> health,
    Supplier<String> paused,
    Supplier<RequestTotals> requests,
    InstantSource clock) {

  /** The present state, by the names of the heartbeat's fields. */
  Map<String, String> fields() {
    Map<String, String> state = new TreeMap<>();
    state.put("host", WorkerId.host());
    state.put("version", WorkerId.version());
    state.put("pid", String.valueOf(ProcessHandle.current().pid()));
    SessionState owned = sessions.state();
    state.put("session", String.join(", ", owned.owned()));
    state.put("account", owned.accounts().stream().map(String::valueOf).collect(joining(", ")));
    state.put("quarantined", String.join(", ", owned.quarantined()));
    state.put("frozen", Json.MAPPER.writeValueAsString(owned.frozen()));
    state.put("in_flight", String.valueOf(queue.inFlight().payloads().size()));
    state.put(
        "current",
        Json.MAPPER.writeValueAsString(
            current.stream().flatMap(slot -> slot.work().stream()).toList()));
    state.put("outbox", String.valueOf(queue.writer().waiting()));
    state.put("requests", Json.MAPPER.writeValueAsString(requests.get()));
    state.put("http", address);
    state.put("telegram", telegram.state());
    state.put("health", health.get());
    state.put("paused", paused.get());
    state.put("beat_at", clock.instant().toString());
    return state;
  }
}
