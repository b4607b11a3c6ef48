package dev.tgfetcher.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** A proxy before an S3 store: it counts the requests, and a test decides the fate of each. */
public final class S3Proxy implements AutoCloseable {
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "content-length", "connection", "expect", "transfer-encoding", "upgrade");

  /** S3Mock checks a condition and writes in two steps. A store does both in one. */
  private static final Object ONE_WRITE_AT_A_TIME = new Object();

  private final Supplier<URI> target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile boolean ignoresConditions;
  private volatile Function<Request, Fate> fates = request -> Fate.PASS;

  /** A request, as {@code PUT /bucket/key?query}. */
  public record Request(String method, String path, String query) {
    @Override
    public String toString() {
      return method + " " + path + (query.isEmpty() ? "" : "?" + query);
    }
  }

  /** What becomes of a request. */
  public sealed interface Fate {
    Fate PASS = new Answer(Duration.ZERO);

    /** The store does nothing, and the connection is cut. */
    Fate CUT_BEFORE = new Cut(false);

    /** The store does it, and the connection is cut before the answer. */
    Fate CUT_AFTER = new Cut(true);

    /** The store answers, some time later. */
    record Answer(Duration delay) implements Fate {}

    record Cut(boolean isDone) implements Fate {}

    /** The proxy answers itself, as the store does that is overloaded. */
    record Refuse(int status, String code) implements Fate {}
  }

  private S3Proxy(Supplier<URI> target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  public static S3Proxy to(URI target) {
    return to(() -> target);
  }

  /** A proxy to a store whose address may change. */
  public static S3Proxy to(Supplier<URI> target) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      S3Proxy proxy = new S3Proxy(target, server);
      server.setExecutor(proxy.threads);
      server.createContext("/", proxy::handle);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Decides the fate of each later request. */
  public void decide(Function<Request, Fate> decision) {
    fates = decision;
  }

  /** Drops the conditions of writes, as an old store does. */
  public void ignoreConditions() {
    ignoresConditions = true;
  }

  /** The requests so far, those included that were cut or refused. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public void forgetRequests() {
    requests.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    Request request =
        new Request(
            exchange.getRequestMethod(),
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery());
    requests.add(request);
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fate fate = fates.apply(request);
    try {
      if (fate instanceof Fate.Refuse refuse) {
        answer(exchange, refuse.status(), error(refuse));
      } else if (fate instanceof Fate.Cut cut) {
        if (cut.isDone()) {
          send(exchange, uri, body);
        }
      } else if (fate instanceof Fate.Answer answer) {
        Thread.sleep(answer.delay().toMillis());
        forward(exchange, send(exchange, uri, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private HttpResponse<byte[]> send(HttpExchange exchange, URI uri, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.get() + uri.toString()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isForwarded(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    if (exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD")) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
    synchronized (ONE_WRITE_AT_A_TIME) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private boolean isForwarded(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !NOT_FORWARDED.contains(lower) && !(ignoresConditions && lower.startsWith("if-"));
  }

  private static void forward(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
      exchange.sendResponseHeaders(response.statusCode(), -1);
      return;
    }
    answer(exchange, response.statusCode(), response.body());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] error(Fate.Refuse refuse) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
            + refuse.code()
            + "</Code><Message>The proxy says so</Message></Error>")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
