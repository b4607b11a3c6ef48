package dev.tgfetcher.cli.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.tgfetcher.cli.CommandLineRunner;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The subcommand {@code console} in a thread of the test, and a client that sends raw requests. */
public final class RunningConsole implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("console: http://127.0.0.1:(\\d+)/");
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

  private final Thread thread;
  private final int port;
  private final AtomicReference<CommandLineRunner.@Nullable Result> result;
  private String cookie = "";

  /** A response; the names of headers are in lower case. */
  public record Answer(int status, Map<String, String> headers, String latin1) {
    private static final Answer NONE = new Answer(0, Map.of(), "");

    public byte[] bytes() {
      return latin1.getBytes(ISO_8859_1);
    }

    public String body() {
      return new String(bytes(), UTF_8);
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The secret in the forms of a page. */
    public String csrf() {
      Matcher secret = CSRF.matcher(body());
      return secret.find() ? secret.group(1) : "";
    }
  }

  private RunningConsole(
      Thread thread, int port, AtomicReference<CommandLineRunner.@Nullable Result> result) {
    this.thread = thread;
    this.port = port;
    this.result = result;
  }

  public static RunningConsole start(CommandLineRunner shell) throws InterruptedException {
    StringWriter out = new StringWriter();
    AtomicReference<CommandLineRunner.@Nullable Result> result = new AtomicReference<>();
    Thread thread = new Thread(() -> result.set(shell.run(out, "console", "--port", "0")));
    thread.start();
    while (thread.isAlive()) {
      Matcher address = ADDRESS.matcher(out.toString());
      if (address.find()) {
        return new RunningConsole(thread, Integer.parseInt(address.group(1)), result);
      }
      thread.join(20);
    }
    throw new AssertionError("the console did not start: " + result.get());
  }

  public int port() {
    return port;
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  public String origin() {
    return "http://" + host();
  }

  /** Gets a page; each header is a line. */
  public Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** Posts a form as a browser does: with the origin of the console. */
  public Answer post(String path, Map<String, String> fields) {
    return post(path, encoded(fields), "Origin: " + origin());
  }

  public Answer post(String path, String form, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/x-www-form-urlencoded");
    return send("POST", path, form, all.toArray(String[]::new));
  }

  public static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  public Answer send(String method, String path, String body, String... headers) {
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    boolean hasHost = List.of(headers).stream().anyMatch(header -> header.startsWith("Host:"));
    request.append(hasHost ? "" : "Host: " + host() + "\r\n");
    request.append("Connection: close\r\n");
    request.append(cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n");
    List.of(headers).forEach(header -> request.append(header).append("\r\n"));
    request.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n\r\n");
    return raw(request.append(body).toString());
  }

  /** Sends these bytes, and reads until the server closes the connection. */
  public Answer raw(String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      try {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        socket.getOutputStream().flush();
      } catch (IOException refused) {
        // The server has answered before it read all.
      }
      return answer(socket.getInputStream().readAllBytes());
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  private static Answer answer(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Answer.NONE;
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(": ?", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    boolean isChunked = "chunked".equals(headers.get("transfer-encoding"));
    String rest = text.substring(end + 4);
    return new Answer(
        Integer.parseInt(lines[0].split(" ", -1)[1]), headers, isChunked ? joined(rest) : rest);
  }

  private static String joined(String chunks) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    while (at < chunks.length()) {
      int line = chunks.indexOf("\r\n", at);
      int length = Integer.parseInt(chunks.substring(at, line), 16);
      all.append(chunks, line + 2, line + 2 + length);
      at = length == 0 ? chunks.length() : line + 2 + length + 2;
    }
    return all.toString();
  }

  /** Logs in, and keeps the cookie for all later requests. */
  public Answer login(String name, String secret) {
    Answer answer = post("/login", Map.of("name", name, "secret", secret));
    cookie = answer.header("Set-Cookie").split(";", 2)[0];
    return answer;
  }

  public String cookie() {
    return cookie;
  }

  public void cookie(String value) {
    cookie = value;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The result of the subcommand after its end. */
  CommandLineRunner.Result result() {
    return requireNonNull(result.get());
  }
}
