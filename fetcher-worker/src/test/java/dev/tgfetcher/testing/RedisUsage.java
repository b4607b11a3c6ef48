package dev.tgfetcher.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The work of a Redis server since its start.
 *
 * @param calls the number of calls of each command, with those of scripts
 * @param cpuMicros the CPU time of its main thread
 * @param netOutputBytes the bytes of all replies
 */
public record RedisUsage(Map<String, Long> calls, double cpuMicros, long netOutputBytes) {
  private static final Pattern CALLS = Pattern.compile("cmdstat_(\\S+):calls=(\\d+).*");
  private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user)_main_thread:([0-9.]+)");

  private static final Pattern OUTPUT = Pattern.compile("total_net_output_bytes:(\\d+)");

  /** Commands of connections and of this measurement. */
  private static final Set<String> UNCOUNTED =
      Set.of("ping", "info", "client", "hello", "auth", "select", "command", "echo", "monitor");

  /** Reads the work of the server at a port so far. */
  public static RedisUsage of(int port) {
    Map<String, Long> calls = new HashMap<>();
    double seconds = 0;
    long bytes = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("INFO ALL\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher command = CALLS.matcher(line);
        if (command.matches() && !UNCOUNTED.contains(command.group(1))) {
          calls.put(command.group(1), Long.valueOf(command.group(2)));
        }
        Matcher output = OUTPUT.matcher(line);
        bytes += output.matches() ? Long.parseLong(output.group(1)) : 0;
        Matcher cpu = CPU.matcher(line);
        seconds += cpu.matches() ? Double.parseDouble(cpu.group(1)) : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RedisUsage(calls, seconds * 1e6, bytes);
  }

  /** The calls of all commands. */
  public long allCalls() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The calls of one command. */
  public long callsOf(String command) {
    return calls.getOrDefault(command, 0L);
  }
}
