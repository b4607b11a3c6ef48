package dev.tgfetcher.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs tasks when a test says so. */
final class ManualBackgroundTasks implements BackgroundTasks {
  private final List<Runnable> soon = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final List<Duration> delays = new ArrayList<>();

  @Override
  public synchronized void run(Runnable task) {
    soon.add(task);
  }

  @Override
  public synchronized void runAfter(Duration delay, Runnable task) {
    delays.add(delay);
    later.add(task);
  }

  synchronized boolean isEmpty() {
    return soon.isEmpty();
  }

  synchronized List<Duration> delays() {
    return List.copyOf(delays);
  }

  void runSoon() {
    run(soon);
  }

  void runLater() {
    run(later);
  }

  private synchronized void run(List<Runnable> tasks) {
    List<Runnable> due = List.copyOf(tasks);
    tasks.clear();
    due.forEach(Runnable::run);
  }
}
