package dev.tgfetcher.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A number of places, each with a worker process or one that is about to be replaced. */
final class WorkerFleet implements AutoCloseable {
  private final Map<String, String> environment;
  private final Path logs;
  private final List<ChaosWorkerProcess> workers = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();

  WorkerFleet(Map<String, String> environment, Path logs, int size) {
    this.environment = environment;
    this.logs = logs;
    for (int place = 0; place < size; place++) {
      workers.add(newWorker());
    }
  }

  private ChaosWorkerProcess newWorker() {
    return ChaosWorkerProcess.start("worker-" + started.incrementAndGet(), environment, logs);
  }

  /** The worker of a place or of one after it: one that is at work, else one that runs at all. */
  synchronized ChaosWorkerProcess victim(int place, Set<String> atWork) {
    ChaosWorkerProcess busy =
        pick(place, worker -> isRunning(worker) && atWork.contains(worker.id()));
    return busy != null ? busy : pick(place, WorkerFleet::isRunning);
  }

  private static boolean isRunning(ChaosWorkerProcess worker) {
    return worker.isAlive() && !worker.isPaused();
  }

  private ChaosWorkerProcess pick(int place, Predicate<ChaosWorkerProcess> fit) {
    for (int i = 0; i < workers.size(); i++) {
      ChaosWorkerProcess worker = workers.get((place + i) % workers.size());
      if (fit.test(worker)) {
        return worker;
      }
    }
    return null;
  }

  /** Fills the places of those that have ended. */
  synchronized void replaceTheDead() {
    workers.replaceAll(worker -> worker.isAlive() ? worker : newWorker());
  }

  int startedInAll() {
    return started.get();
  }

  /** SIGTERM to all; returns those that did not end in time. */
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
