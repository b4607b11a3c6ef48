package dev.tgfetcher.cli.demo;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server on loopback: {@code redis-server} from PATH, else the binary of embedded-redis.
 */
final class DemoRedis implements AutoCloseable {
  /** Ends the server at the end of standard input, so also after Ctrl-C at the terminal. */
  private static final String GUARD =
      "trap '' INT; \"$@\" & child=$!; cat >/dev/null; kill $child; wait $child";

  private static final int TRIES = 1_500;
  private static final long POLL_MILLIS = 20;

  private final ChildProcess process;
  private final int port;

  private DemoRedis(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server that keeps its data in memory and writes its log to the folder. */
  static DemoRedis start(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
    command.add(executable(environment).getPath());
    command.addAll(List.of("--bind", "127.0.0.1", "--port", String.valueOf(port)));
    command.addAll(List.of("--dir", folder.toString(), "--save", "", "--appendonly", "no"));
    DemoRedis server =
        new DemoRedis(ChildProcess.start("redis", command, folder, environment), port);
    server.awaitAnswer();
    return server;
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  private void awaitAnswer() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      if (answers()) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    String lastLine = process.lastLine();
    close();
    throw new IOException("redis-server does not answer: " + lastLine);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1_000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static File executable(Map<String, String> environment) throws IOException {
    String path = environment.getOrDefault("PATH", "");
    for (String folder : Pattern.compile(File.pathSeparator).split(path, -1)) {
      File candidate = new File(folder, "redis-server");
      if (candidate.canExecute()) {
        return candidate;
      }
    }
    return ExecutableProvider.newJarResourceProvider().get();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
