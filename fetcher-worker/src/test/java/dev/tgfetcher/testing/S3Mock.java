package dev.tgfetcher.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adobe's S3Mock as a process of its own, because its libraries are not those of the program. Its
 * class path is a file that the module {@code src/s3mock} writes.
 */
public final class S3Mock implements AutoCloseable {
  public static final String BUCKET = "archive";

  /** What the SDK's own chain of credentials finds; the mock accepts anything. */
  public static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "any", "AWS_SECRET_ACCESS_KEY", "any");

  private static final Pattern STARTED =
      Pattern.compile("Tomcat started on ports? (\\d+) \\(http\\)");
  private static final int KEPT_LINES = 20;

  private static S3Mock shared;

  private final Process process;
  private final int port;

  private S3Mock(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The process of all tests of this JVM, which ends with it. */
  public static synchronized S3Mock shared() {
    if (shared == null) {
      System.setProperty("aws.accessKeyId", "any");
      System.setProperty("aws.secretAccessKey", "any");
      shared = start(newFolder());
    }
    return shared;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "s3mock")
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a process that keeps its objects in a folder, also over its end. */
  public static S3Mock start(Path folder) {
    return start(folder, 0);
  }

  /** Starts a process on a port. */
  public static S3Mock start(Path folder, int port) {
    try {
      Files.createDirectories(folder);
      Process process = new ProcessBuilder(command(folder, port)).redirectErrorStream(true).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new S3Mock(process, awaitPort(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path folder, int port) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "-cp",
        Files.readString(classPath()).strip(),
        "com.adobe.testing.s3mock.S3MockApplication",
        "--server.address=127.0.0.1",
        "--server.port=" + port,
        "--server.ssl.enabled=false",
        "--com.adobe.testing.s3mock.httpPort=0",
        "--com.adobe.testing.s3mock.store.root=" + folder,
        "--com.adobe.testing.s3mock.store.retain-files-on-exit=true",
        "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET);
  }

  /** The tests of different modules run in different folders. */
  private static Path classPath() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("tg-fetcher"))) {
      root = root.getParent();
    }
    return root.resolve(Path.of("src", "s3mock", "target", "s3mock.classpath"));
  }

  private static int awaitPort(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Deque<String> last = new ArrayDeque<>();
    for (String line; (line = out.readLine()) != null; ) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        Thread drain = new Thread(() -> out.lines().forEach(unread -> {}), "s3mock-output");
        drain.setDaemon(true);
        drain.start();
        return Integer.parseInt(started.group(1));
      }
      last.add(line);
      if (last.size() > KEPT_LINES) {
        last.remove();
      }
    }
    throw new IllegalStateException("S3Mock did not start:\n" + String.join("\n", last));
  }

  public int port() {
    return port;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Ends the process as a crash does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
