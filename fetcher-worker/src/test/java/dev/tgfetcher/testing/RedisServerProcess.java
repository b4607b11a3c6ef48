package dev.tgfetcher.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/**
 * A redis-server process on loopback, which a test can kill and start again with the same port and
 * data. The program is {@code redis-server} from PATH, or the one in embedded-redis.
 */
public final class RedisServerProcess implements AutoCloseable {
  /** The number of slots of every cluster. */
  private static final int SLOTS = 16384;

  private static final int LONGEST_REPLY_MILLIS = 5_000;

  private final int port;
  private final Path directory;
  private final List<String> command;
  private final Map<String, String> environment;
  private Process process;

  private RedisServerProcess(
      int port, Path directory, List<String> command, Map<String, String> environment) {
    this.port = port;
    this.directory = directory;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  /** Starts a server that writes its append-only file to the directory at every command. */
  public static RedisServerProcess start(Path directory, String... options) {
    return start(Map.of(), directory, options);
  }

  /**
   * Starts such a server.
   *
   * @param environment additional environment variables of the process
   */
  public static RedisServerProcess start(
      Map<String, String> environment, Path directory, String... options) {
    boolean isCluster = List.of(options).contains("--cluster-enabled");
    int port = isCluster ? FreePort.ofClusterNode() : FreePort.any();
    List<String> command =
        new ArrayList<>(
            List.of(
                executable().getPath(),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always"));
    command.addAll(List.of(options));
    return started(new RedisServerProcess(port, directory, command, environment));
  }

  /**
   * Starts a sentinel.
   *
   * @param settings lines of its configuration, besides its address and directory
   */
  public static RedisServerProcess sentinel(Path directory, String... settings) {
    int port = FreePort.any();
    Path configuration = directory.resolve("sentinel.conf");
    List<String> lines = new ArrayList<>(List.of("bind 127.0.0.1", "port " + port));
    lines.add("dir " + directory);
    lines.addAll(List.of(settings));
    try {
      Files.write(configuration, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = List.of(executable().getPath(), configuration.toString(), "--sentinel");
    return started(new RedisServerProcess(port, directory, command, Map.of()));
  }

  private static RedisServerProcess started(RedisServerProcess server) {
    server.start();
    return server;
  }

  public void start() {
    launch(command);
    Awaitility.await("redis-server answers")
        .atMost(PatientAwaitility.LONG)
        .pollInterval(Duration.ofMillis(20))
        .until(this::answers);
  }

  /**
   * Starts the server again and does not wait until it has read its data.
   *
   * @param each the time that it takes to read one command of its append-only file
   */
  public void startLoading(Duration each) {
    List<String> slowly = new ArrayList<>(command);
    slowly.addAll(List.of("--key-load-delay", String.valueOf(each.toNanos() / 1000)));
    launch(slowly);
  }

  private void launch(List<String> line) {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("redis.log").toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "redis-server ended: " + Files.readString(directory.resolve("redis.log")));
    }
    return answersAt(port);
  }

  /**
   * Whether a server or a proxy answers a PING within a second. A demand for a password is an
   * answer.
   */
  public static boolean answersAt(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
      return answer.equals("+PONG") || answer.equals("-NOAU");
    } catch (IOException e) {
      return false;
    }
  }

  /** Sends a command as an operator does, and waits for its reply. */
  public void send(String command) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      int unused = socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends a command, and returns the first lines of its reply.
   *
   * @throws IOException also if the server does not accept the connection, or does not reply,
   *     within five seconds
   */
  public String ask(String command, int lines) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LONGEST_REPLY_MILLIS);
      socket.setSoTimeout(LONGEST_REPLY_MILLIS);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      BufferedReader reply =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      List<String> read = new ArrayList<>();
      for (int i = 0; i < lines; i++) {
        read.add(String.valueOf(reply.readLine()));
      }
      return String.join("\n", read);
    }
  }

  /** Makes the only node of a cluster of a server that was started with {@code cluster-enabled}. */
  public void takeAllSlots() {
    for (int first = 0; first < SLOTS; first += SLOTS / 4) {
      send(
          IntStream.range(first, first + SLOTS / 4)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(" ", "CLUSTER ADDSLOTS ", "")));
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Ends the server without a flush, as a power cut does. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends the server as an operator does. It saves its data. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Stops all answers until {@link #resume}. */
  public void pause() {
    signal("-STOP");
  }

  public void resume() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, String.valueOf(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The server's program: from PATH, or unpacked once for this process. */
  public static File executable() {
    return Executable.FILE;
  }

  private static final class Executable {
    static final File FILE = find();

    private static File find() {
      try {
        for (String folder : Pattern.compile(File.pathSeparator).split(System.getenv("PATH"), -1)) {
          File candidate = new File(folder, "redis-server");
          if (candidate.canExecute()) {
            return candidate;
          }
        }
        return ExecutableProvider.newJarResourceProvider().get();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
