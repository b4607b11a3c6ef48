package dev.tgfetcher.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Worker processes. Each one that ends is replaced. */
final class WorkerFleet implements AutoCloseable {
  private final Map<String, String> environment;
  private final Path logs;
  private final List<ChaosWorkerProcess> workers = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();

  WorkerFleet(Map<String, String> environment, Path logs, int size) {
    this.environment = environment;
    this.logs = logs;
    for (int i = 0; i < size; i++) {
      workers.add(newWorker());
    }
  }

  private ChaosWorkerProcess newWorker() {
    return ChaosWorkerProcess.start("worker-" + started.incrementAndGet(), environment, logs);
  }

  synchronized Optional<ChaosWorkerProcess> find(String id) {
    return workers.stream().filter(worker -> worker.id().equals(id)).findFirst();
  }

  /**
   * Picks a running worker; null if none runs.
   *
   * @param index the preferred worker; the next ones follow
   * @param living ids of workers with a heartbeat, which are preferred
   */
  synchronized ChaosWorkerProcess pickTarget(int index, Set<String> living) {
    ChaosWorkerProcess livingWorker =
        pick(index, worker -> isRunning(worker) && living.contains(worker.id()));
    return livingWorker != null ? livingWorker : pick(index, WorkerFleet::isRunning);
  }

  private static boolean isRunning(ChaosWorkerProcess worker) {
    return worker.isAlive() && !worker.isPaused();
  }

  private ChaosWorkerProcess pick(int index, Predicate<ChaosWorkerProcess> condition) {
    for (int i = 0; i < workers.size(); i++) {
      ChaosWorkerProcess worker = workers.get((index + i) % workers.size());
      if (condition.test(worker)) {
        return worker;
      }
    }
    return null;
  }

  synchronized void replaceEndedWorkers() {
    workers.replaceAll(worker -> worker.isAlive() ? worker : newWorker());
  }

  int startedInAll() {
    return started.get();
  }

  /** Sends SIGTERM to all workers. Returns the ids of those that still run after 30 s. */
  synchronized List<String> terminate() {
    workers.forEach(ChaosWorkerProcess::terminate);
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (workers.stream().anyMatch(ChaosWorkerProcess::isAlive) && System.nanoTime() < deadline) {
      workers.get(0).awaitEnd(100);
    }
    return workers.stream()
        .filter(ChaosWorkerProcess::isAlive)
        .map(ChaosWorkerProcess::id)
        .toList();
  }

  @Override
  public synchronized void close() {
    for (ChaosWorkerProcess worker : workers) {
      worker.kill();
    }
  }
}
