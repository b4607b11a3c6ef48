package dev.tgfetcher.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a few pages by HTTP GET. A client that sends half a request keeps its thread waiting, so
 * each connection may have one. A thread without a request ends.
 */
public final class EndpointServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EndpointServer.class);
  private static final int CONNECTIONS = 64;
  private static final long IDLE_SECONDS = 30;
  private static final EndpointResponse NOT_FOUND =
      new EndpointResponse(404, "text/plain; charset=utf-8", "no such page\n");
  private static final EndpointResponse METHOD_NOT_ALLOWED =
      new EndpointResponse(405, "text/plain; charset=utf-8", "only GET is allowed\n");
  private static final EndpointResponse FAILED =
      new EndpointResponse(
          500, "text/plain; charset=utf-8", "this page failed; see the log of the worker\n");

  static {
    // Seconds for which a slow client may occupy a thread, and the number of connections. The
    // server's classes read these properties once and have no other setting for them.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Map<String, Supplier<EndpointResponse>> pages;
  private final AtomicLong failures = new AtomicLong();

  private EndpointServer(HttpServer server, Map<String, Supplier<EndpointResponse>> pages) {
    this.server = server;
    this.pages = Map.copyOf(pages);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            CONNECTIONS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "http-" + number.incrementAndGet());
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
   * @param pages by path
   * @throws BindException if the port is in use, or the host is not an address of this machine
   */
  public static EndpointServer open(
      String host, int port, Map<String, Supplier<EndpointResponse>> pages) throws IOException {
    return new EndpointServer(HttpServer.create(new InetSocketAddress(host, port), 0), pages);
  }

  /** Returns the port that the server listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns the number of requests that failed with an exception. */
  public long failures() {
    return failures.get();
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      EndpointResponse response =
          Set.of("GET", "HEAD").contains(method)
              ? response(exchange.getRequestURI().getPath())
              : METHOD_NOT_ALLOWED;
      byte[] body = response.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", response.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (method.equals("HEAD")) {
        exchange.sendResponseHeaders(response.status(), -1);
        return;
      }
      exchange.sendResponseHeaders(response.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private EndpointResponse response(String path) {
    Supplier<EndpointResponse> page = pages.get(path);
    if (page == null) {
      return NOT_FOUND;
    }
    try {
      return page.get();
    } catch (RuntimeException | Error e) {
      failures.incrementAndGet();
      log.error("Page {} failed", path, e);
      return FAILED;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
