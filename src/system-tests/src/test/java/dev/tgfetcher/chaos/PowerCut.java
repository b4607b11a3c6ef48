package dev.tgfetcher.chaos;

import dev.tgfetcher.chaos.history.AppendOnlyFile;
import dev.tgfetcher.chaos.history.FleetHistory;
import dev.tgfetcher.chaos.history.RecordedHistory;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What a power cut does to a Redis that syncs its file every second. A killed process loses nothing
 * that it has written, because the system keeps that; so the file is cut to its size of a second
 * before the kill.
 */
final class PowerCut {
  private static final Duration UNSYNCED = Duration.ofSeconds(1);

  private final Path directory;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final List<FleetHistory.Recorded> forgotten = new ArrayList<>();

  /** The size after the last cut. */
  private long known;

  private record Sample(long nanos, long size) {}

  PowerCut(Path directory) {
    this.directory = directory;
  }

  /** Notes the size of the file. Call often. */
  synchronized void sample() {
    try {
      samples.add(new Sample(System.nanoTime(), Files.size(AppendOnlyFile.in(directory))));
    } catch (IOException none) {
      return;
    }
    while (samples.size() > 2 && age(samples.peek()) > 2 * UNSYNCED.toNanos()) {
      samples.remove();
    }
  }

  private static long age(Sample sample) {
    return System.nanoTime() - sample.nanos();
  }

  /** Cuts the file of a killed Redis. */
  synchronized void cut() throws IOException {
    Path file = AppendOnlyFile.in(directory);
    byte[] all = Files.readAllBytes(file);
    long synced =
        samples.stream()
            .filter(sample -> age(sample) >= UNSYNCED.toNanos())
            .mapToLong(Sample::size)
            .reduce(known, (earlier, later) -> later);
    known = synced;
    samples.clear();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(synced);
    }
    FleetHistory.Recorded kept = read(Arrays.copyOf(all, (int) Math.min(synced, all.length)));
    forgotten.add(read(all).after(kept));
  }

  private static FleetHistory.Recorded read(byte[] file) {
    return RecordedHistory.read(file, RedisKeys.DEFAULT);
  }

  /** The histories that Redis has forgotten, one for each cut. */
  synchronized List<FleetHistory.Recorded> forgotten() {
    return List.copyOf(forgotten);
  }
}
