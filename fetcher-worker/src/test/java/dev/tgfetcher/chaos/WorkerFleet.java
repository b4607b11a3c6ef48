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
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();

  WorkerFleet(Map<String, String> environment, Path logs, int size) {
    this.environment = environment;
    this.logs = logs;
    for (int place = 0; place < size; place++) {
      workers.add(newWorker());
    }
  }

  private WorkerProcess newWorker() {
    return WorkerProcess.start("worker-" + started.incrementAndGet(), environment, logs);
  }

  /** The worker of a place or of one after it: one that is at work, else one that runs at all. */
  synchronized WorkerProcess victim(int place, Set<String> atWork) {
    WorkerProcess busy = pick(place, worker -> isRunning(worker) && atWork.contains(worker.id()));
    return busy != null ? busy : pick(place, WorkerFleet::isRunning);
  }

  private static boolean isRunning(WorkerProcess worker) {
    return worker.isAlive() && !worker.isPaused();
  }

  private WorkerProcess pick(int place, Predicate<WorkerProcess> fit) {
    for (int i = 0; i < workers.size(); i++) {
      WorkerProcess worker = workers.get((place + i) % workers.size());
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
    workers.forEach(WorkerProcess::terminate);
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (workers.stream().anyMatch(WorkerProcess::isAlive) && System.nanoTime() < deadline) {
      workers.get(0).awaitEnd(100);
    }
    return workers.stream().filter(WorkerProcess::isAlive).map(WorkerProcess::id).toList();
  }

  @Override
  public synchronized void close() {
    for (WorkerProcess worker : workers) {
      worker.kill();
    }
  }
}
