package dev.tgfetcher.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Records all commands that a Redis server receives, in order. */
public final class RedisMonitor implements AutoCloseable {
  private final Socket socket;
  private final List<String> commands = new CopyOnWriteArrayList<>();

  public RedisMonitor(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
    Thread reader = new Thread(this::read, "redis-monitor");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(commands::add);
    } catch (IOException | UncheckedIOException closed) {
      // The test is over.
    }
  }

  /** Waits until all commands before this call are recorded. */
  public void awaitRecorded() throws IOException {
    String mark = UUID.randomUUID().toString();
    try (Socket other = new Socket(socket.getInetAddress(), socket.getPort())) {
      other.getOutputStream().write(("ECHO " + mark + "\r\n").getBytes(StandardCharsets.US_ASCII));
      Awaitility.await(mark).until(() -> lastIndexOf(mark) >= 0);
    }
  }

  /**
   * Returns the number of commands that clients have sent about keys with this part in their names.
   * The calls of a script count as part of it.
   */
  public long roundTrips(String key) {
    return commands.stream()
        .filter(command -> command.indexOf(" lua] ") < 0 && command.contains(key))
        .count();
  }

  /** Returns the index of the last command with all of these words, in any case; or -1. */
  public int lastIndexOf(String... words) {
    for (int i = commands.size() - 1; i >= 0; i--) {
      String command = commands.get(i).toLowerCase(java.util.Locale.ROOT);
      if (List.of(words).stream().allMatch(command::contains)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
