package dev.tgfetcher.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET requests for a few pages, on two threads of its own and no more. */
public final class EndpointServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EndpointServer.class);
  private static final int THREADS = 2;
  private static final int WAITING_REQUESTS = 32;
  private static final EndpointResponse NO_SUCH_PAGE =
      new EndpointResponse(404, "text/plain; charset=utf-8", "no such page\n");
  private static final EndpointResponse GET_ALONE =
      new EndpointResponse(405, "text/plain; charset=utf-8", "only GET is answered\n");
  private static final EndpointResponse BROKEN =
      new EndpointResponse(
          500, "text/plain; charset=utf-8", "this page failed; the log tells why\n");

  static {
    // Seconds that a slow client may keep a thread, and connections at a time. Read once by the
    // server's classes, and known to it by no other way.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    System.setProperty("jdk.httpserver.maxConnections", "64");
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
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_REQUESTS),
            task -> {
              Thread thread = new Thread(task, "http-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any that is free
   * @param pages by path
   * @throws BindException if the port is in use, or the address is none of this machine's
   */
  public static EndpointServer open(
      String host, int port, Map<String, Supplier<EndpointResponse>> pages) throws IOException {
    return new EndpointServer(HttpServer.create(new InetSocketAddress(host, port), 0), pages);
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Pages that failed. */
  public long failures() {
    return failures.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      EndpointResponse answer =
          Set.of("GET", "HEAD").contains(method)
              ? page(exchange.getRequestURI().getPath())
              : GET_ALONE;
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      if (method.equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
        return;
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private EndpointResponse page(String path) {
    Supplier<EndpointResponse> page = pages.get(path);
    if (page == null) {
      return NO_SUCH_PAGE;
    }
    try {
      return page.get();
    } catch (RuntimeException | Error e) {
      failures.incrementAndGet();
      log.error("Page {} failed", path, e);
      return BROKEN;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
