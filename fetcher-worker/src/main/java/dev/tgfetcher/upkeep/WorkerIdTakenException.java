package dev.tgfetcher.upkeep;

import java.util.Map;

/** Another process lives under this worker id, so their lists and sessions would mix. */
public final class WorkerIdTakenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorkerIdTakenException(String workerId, Map<String, String> heartbeat) {
    super(
        "WORKER_ID: %s is the id of a worker that runs on host %s as process %s; stop that one, give"
                .formatted(
                    workerId,
                    heartbeat.getOrDefault("host", "?"),
                    heartbeat.getOrDefault("pid", "?"))
            + " this one another id, or leave WORKER_ID out and each makes its own");
  }
}
