package dev.tgfetcher.peers;

import dev.tgfetcher.log.Logging;
import dev.tgfetcher.peers.PeerWorld.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compares the worker with bare loops of TDLib and with other clients of Telegram. All read the
 * same chats from one emulator on this machine, each in a process of its own:
 *
 * <ol>
 *   <li>the process starts, logs in, and reads another chat, so that its code is compiled
 *   <li>it reads the chats of one scenario; its time, CPU time and requests count
 *   <li>it ends
 * </ol>
 */
public final class PeerBenchmark {
  private final Peers peers;
  private final PeerTable table = new PeerTable();

  private PeerBenchmark(Peers peers) {
    this.peers = peers;
  }

  /** The arguments are a folder for all files, created if missing, and the number of rounds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Logging.text(System.err, "ERROR");
    Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    try (Peers peers = new Peers(Files.createTempDirectory(folder, "run"))) {
      PeerBenchmark benchmark = new PeerBenchmark(peers);
      benchmark.run(Integer.parseInt(args[1]));
      benchmark.table.lines().forEach(System.out::println);
      Files.write(folder.resolve("peers.md"), benchmark.table.lines());
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    List<Supplier<ChatReader>> readers = peers.available();
    for (int round = 0; round < rounds; round++) {
      for (Scenario scenario : PeerWorld.scenarios()) {
        readers.forEach(reader -> measure(scenario, reader));
      }
    }
  }

  private void measure(Scenario scenario, Supplier<ChatReader> start) {
    try (ChatReader reader = start.get()) {
      long unused = reader.read(PeerWorld.WARM_UP);
      long requestsBefore = peers.requests();
      Duration cpuBefore = reader.cpuTime();
      long begin = System.nanoTime();
      long read = reader.read(scenario.chats());
      long nanos = System.nanoTime() - begin;
      scenario.check(reader.name(), read);
      Measured run =
          new Measured(
              nanos / 1e9,
              reader.cpuTime().minus(cpuBefore).toNanos() / 1e9,
              peers.requests() - requestsBefore,
              reader.peakMegabytes());
      System.out.printf("%s, %s: %s%n", scenario.name(), reader.name(), run);
      table.add(scenario, reader.name(), run);
    }
  }

  /**
   * One run of a program.
   *
   * @param requests to the emulator
   */
  record Measured(double seconds, double cpuSeconds, long requests, long peakMegabytes) {}
}
