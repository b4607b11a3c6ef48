package dev.tgfetcher.worker;

import dev.tgfetcher.config.ExitCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops a worker that cannot go on, and logs the reason and the remedy. */
final class StopReasons {
  private static final Logger log = LoggerFactory.getLogger(StopReasons.class);

  private final StopSignal stop;
  private final String workerId;

  StopReasons(StopSignal stop, String workerId) {
    this.stop = stop;
    this.workerId = workerId;
  }

  void workerIdTaken() {
    log.error(
        "Another process has taken the id of worker {} while this one was silent, so this one"
            + " stops; set another WORKER_ID for each, or leave WORKER_ID out",
        workerId);
    stop.stop(ExitCode.FAILED);
  }

  void sessionTaken() {
    log.error("Another worker has taken this worker's session, so it stops");
    stop.stop(ExitCode.FAILED);
  }

  void noSessionLeft(RuntimeException reason) {
    log.error("This worker has no usable session left, so it stops: {}", reason.getMessage());
    stop.stop(ExitCode.NOT_LOGGED_IN);
  }
}
