package dev.tgfetcher.cli.console.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the console by HTTP. A client that sends half a request keeps its thread waiting, so each
 * connection may have one, and the server ends slow requests and responses.
 */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConsoleServer.class);
  private static final int CONNECTIONS = 128;
  private static final long IDLE_SECONDS = 30;
  private static final int STOP_SECONDS = 1;

  /** Pages load nothing from elsewhere, and have neither scripts nor styles of their own. */
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), geolocation=(), microphone=()",
          "Cache-Control",
          "no-store");

  static {
    // Seconds for which a slow client may occupy a thread, and the number of connections. The
    // server's classes read these properties once and have no other setting for them.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "32768");
    System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));
  }

  /** Answers requests; may throw a {@link RefusedRequestException}. */
  @FunctionalInterface
  public interface Handler {
    ConsoleResponse respond(ConsoleRequest request) throws IOException;
  }

  /** Turns a refusal or a failure into a response. */
  @FunctionalInterface
  public interface ProblemPage {
    ConsoleResponse respond(int status, String message);
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Handler handler;
  private final ProblemPage problems;

  private ConsoleServer(HttpServer server, Handler handler, ProblemPage problems) {
    this.server = server;
    this.handler = handler;
    this.problems = problems;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            CONNECTIONS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "console-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::respond);
    server.start();
  }

  /**
   * Starts a server.
   *
   * @param port 0 for any free port
   * @throws BindException if the port is in use, or the host is not an address of this machine
   */
  public static ConsoleServer open(String host, int port, Handler handler, ProblemPage problems)
      throws IOException {
    return new ConsoleServer(
        HttpServer.create(new InetSocketAddress(host, port), 0), handler, problems);
  }

  /** Returns the port that the server listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, response(exchange));
    } catch (IOException gone) {
      log.debug("A client left before the end of its response", gone);
      throw gone;
    }
  }

  private ConsoleResponse response(HttpExchange exchange) throws IOException {
    try {
      return handler.respond(RequestParser.parse(exchange));
    } catch (RefusedRequestException refused) {
      return problems.respond(refused.status(), String.valueOf(refused.getMessage()));
    } catch (RuntimeException | IOException | Error e) {
      log.error("Page {} failed", exchange.getRequestURI().getPath(), e);
      return problems.respond(500, "This page failed; the log of the console has the reason.");
    }
  }

  private static void send(HttpExchange exchange, ConsoleResponse response) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    SECURITY.forEach(headers::set);
    response.headers().forEach(headers::set);
    if (exchange.getRequestMethod().equals("HEAD") || response.length() == 0) {
      exchange.sendResponseHeaders(response.status(), -1);
      return;
    }
    // Zero stands for a body of unknown length here.
    exchange.sendResponseHeaders(response.status(), Math.max(0, response.length()));
    try (OutputStream out = exchange.getResponseBody()) {
      response.body().writeTo(out);
    }
  }

  @Override
  public void close() {
    server.stop(STOP_SECONDS);
    threads.shutdownNow();
  }
}
