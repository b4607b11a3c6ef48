package dev.tgfetcher.worker;

import dev.tgfetcher.archive.ArchiveProblem;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.session.SessionWait.StopCheck;
import dev.tgfetcher.session.StorageOutage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Waits until the service that has a worker's archive can be used:
 *
 * <ol>
 *   <li>a thread of its own checks it, so that a stop ends the wait at once;
 *   <li>a service that is away is checked again each second, and the health shows the reason;
 *   <li>a problem that needs an operator, such as a missing right, ends the wait.
 * </ol>
 */
final class ArchiveWait {
  private static final long PAUSE_MILLIS = 1000;
  private static final long LOOK_MILLIS = 50;

  private final Supplier<Optional<ArchiveProblem>> check;
  private final StorageOutage outage;

  ArchiveWait(Supplier<Optional<ArchiveProblem>> check, StorageOutage outage) {
    this.check = check;
    this.outage = outage;
  }

  /**
   * Waits for the service.
   *
   * @param onRound runs again and again during the wait
   * @return false on a stop
   * @throws ConfigException if the archive cannot be there
   */
  boolean await(StopCheck stop, Runnable onRound) throws InterruptedException {
    do {
      CompletableFuture<Optional<ArchiveProblem>> checked = begin();
      while (!checked.isDone()) {
        onRound.run();
        if (stop.await(LOOK_MILLIS)) {
          return false;
        }
      }
      if (isThere(checked)) {
        return true;
      }
    } while (!stop.await(PAUSE_MILLIS));
    return false;
  }

  private CompletableFuture<Optional<ArchiveProblem>> begin() {
    CompletableFuture<Optional<ArchiveProblem>> checked = new CompletableFuture<>();
    return checked.completeAsync(
        check,
        task -> {
          Thread thread = new Thread(task, "archive-check");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private boolean isThere(CompletableFuture<Optional<ArchiveProblem>> checked) {
    Optional<ArchiveProblem> problem = problem(checked);
    if (problem.filter(one -> !one.isMendedByWaiting()).isPresent()) {
      throw new ConfigException(List.of(problem.get().line()));
    }
    problem.ifPresentOrElse(one -> outage.recordRefusal(one.detail()), outage::recordSuccess);
    return problem.isEmpty();
  }

  private static Optional<ArchiveProblem> problem(
      CompletableFuture<Optional<ArchiveProblem>> checked) {
    try {
      return checked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException reason ? reason : e;
    }
  }
}
