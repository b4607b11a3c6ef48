package dev.tgfetcher.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tgfetcher.emulator.fault.FloodLimit;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Freeze;
import dev.tgfetcher.emulator.world.MessageMedia;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lets another process inspect the emulator and script its faults, over HTTP on loopback. The path
 * is a command and its arguments:
 *
 * <ul>
 *   <li>{@code GET /requests}: the request counters, one line {@code phone method count} each
 *   <li>{@code GET /floods}: the limited methods, one line {@code phone method granted refused}
 *       each
 *   <li>{@code POST /flood/METHOD/REQUESTS/SECONDS/BURST}: a token bucket for each account; a
 *       second call changes the limit and keeps the tokens
 *   <li>{@code POST /answer/METHOD/TIMES/TEXT}, {@code POST /stall/METHOD/MILLISECONDS}
 *   <li>{@code POST /drop}, {@code POST /drop-after/REQUESTS}, {@code POST /lose-session/PHONE}
 *   <li>{@code POST /short-pages/METHOD/MESSAGES}, {@code POST /most-ids/METHOD/IDS/ERROR}
 *   <li>{@code POST /freeze/PHONE/DAYS}, {@code POST /unfreeze/PHONE}
 *   <li>{@code POST /move-username/USERNAME/OTHER_USERNAME}: the other chat takes the username
 *   <li>{@code POST /private/USERNAME}, {@code POST /public/USERNAME}
 *   <li>{@code POST /edit/USERNAME/ID/TEXT}, {@code POST /delete/USERNAME/ID}, {@code POST
 *       /empty/USERNAME/FIRST/LAST}
 *   <li>{@code POST /unreadable/USERNAME/ID}: the message has a constructor that no client knows
 *   <li>{@code POST /hide/USERNAME/PHONE/EPOCH_SECOND}: the account joined then, and does not get
 *       the messages before; {@code POST /clear-history/USERNAME/PHONE}: nor those until now
 *   <li>{@code POST /clear}: removes all faults
 * </ul>
 */
final class ControlServer implements AutoCloseable {
  private static final int UNKNOWN = 0x1badf00d;

  private final TelegramEmulator emulator;
  private final HttpServer server;

  private ControlServer(TelegramEmulator emulator, HttpServer server) {
    this.emulator = emulator;
    this.server = server;
  }

  static ControlServer start(TelegramEmulator emulator) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      ControlServer control = new ControlServer(emulator, server);
      server.createContext("/", control::handle);
      server.start();
      return control;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    List<String> path = List.of(exchange.getRequestURI().getPath().substring(1).split("/", 4));
    try {
      respond(exchange, 200, execute(exchange.getRequestMethod() + " " + path.get(0), path));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      respond(exchange, 400, String.valueOf(e.getMessage()));
    }
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private String execute(String command, List<String> path) {
    switch (command) {
      case "GET requests" -> {
        return lines(emulator.requests().counts());
      }
      case "GET floods" -> {
        return String.join("\n", emulator.faults().floodCounts());
      }
      case "POST flood" -> flood(path.get(1), path.get(2), path.get(3).split("/", 2));
      case "POST answer" ->
          emulator.faults().failNext(path.get(1), Integer.parseInt(path.get(2)), path.get(3));
      case "POST stall" ->
          emulator.faults().stall(path.get(1), Duration.ofMillis(Long.parseLong(path.get(2))));
      case "POST short-pages" ->
          emulator.faults().shortenPages(path.get(1), Integer.parseInt(path.get(2)));
      case "POST most-ids" ->
          emulator.faults().refuseMoreIds(path.get(1), Integer.parseInt(path.get(2)), path.get(3));
      case "POST drop" -> emulator.faults().dropConnections();
      case "POST drop-after" -> emulator.faults().dropAfter(Integer.parseInt(path.get(1)));
      case "POST lose-session" -> emulator.faults().revokeSessions(account(path.get(1)));
      case "POST freeze" -> freeze(account(path.get(1)), Long.parseLong(path.get(2)));
      case "POST unfreeze" -> emulator.unfreeze(account(path.get(1)));
      case "POST move-username" ->
          emulator.world().moveUsername(path.get(1), emulator.world().chat(path.get(2)));
      case "POST private" -> chat(path).makePrivate();
      case "POST public" -> chat(path).makePublic();
      case "POST edit" -> chat(path).edit(id(path), message -> message.text(path.get(3)));
      case "POST delete" -> chat(path).delete(id(path));
      case "POST empty" -> chat(path).leaveEmpty(id(path), Integer.parseInt(path.get(3)));
      case "POST unreadable" ->
          chat(path).edit(id(path), message -> message.media(MessageMedia.unknown(UNKNOWN)));
      case "POST hide" ->
          chat(path)
              .joinedBy(account(path.get(2)), Instant.ofEpochSecond(Long.parseLong(path.get(3))))
              .hidePrehistory();
      case "POST clear-history" -> chat(path).clearFor(account(path.get(2)));
      case "POST clear" -> emulator.faults().clear();
      default -> throw new IllegalArgumentException("unknown command: " + command);
    }
    return "ok";
  }

  private void flood(String method, String requests, String... rest) {
    Duration period = Duration.ofSeconds(Long.parseLong(rest[0]));
    int burst = Integer.parseInt(rest[1]);
    FloodLimit limit = FloodLimit.of(Integer.parseInt(requests), period, burst);
    emulator.faults().changeLimit(method, limit);
  }

  private void freeze(Account account, long days) {
    int now = (int) Instant.now().getEpochSecond();
    int until = now + (int) Duration.ofDays(days).toSeconds();
    emulator.freeze(account, new Freeze(now, until, "https://t.me/spambot"));
  }

  private Account account(String phone) {
    Account account = emulator.world().account(phone);
    if (account == null) {
      throw new IllegalArgumentException("no account with phone " + phone);
    }
    return account;
  }

  private Chat chat(List<String> path) {
    return emulator.world().chat(path.get(1));
  }

  private static int id(List<String> path) {
    return Integer.parseInt(path.get(2));
  }

  private static String lines(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
