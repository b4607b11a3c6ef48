package dev.tgfetcher.cli.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.cli.console.http.ConsoleRequest;
import dev.tgfetcher.cli.console.http.RefusedRequestException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the user of each request, and refuses requests that are forged:
 *
 * <ol>
 *   <li>Without logins a request must name this machine, so that no page of the web reads the
 *       console through a name of its own.
 *   <li>A user comes by the cookie of a session, by the header of a trusted proxy, or, for programs
 *       that read, by the token as {@code Authorization: Bearer}.
 *   <li>A posted form must come from a page of the console, and have the secret of its session.
 * </ol>
 */
public final class Gatekeeper {
  private static final String COOKIE = "tgf_session";
  private static final String BEARER = "Bearer ";
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> FOR_PROGRAMS = Set.of("api", "archive");

  private final AccessConfig config;
  private final ConsoleSessions sessions;
  private final LoginLimiter limiter;

  public Gatekeeper(AccessConfig config, InstantSource clock) {
    this.config = config;
    this.sessions = new ConsoleSessions(config.sessionTtl(), clock);
    this.limiter = new LoginLimiter(clock);
  }

  public boolean hasLogin() {
    return config.token().isPresent() || config.users().isPresent();
  }

  /** The visit of a request; empty if it needs a login first. */
  public Optional<Visit> admit(ConsoleRequest request) {
    requireThisMachine(request);
    Optional<String> proxied = proxied(request);
    Optional<Visit> visit =
        bySession(request)
            .filter(known -> proxied.isEmpty() || proxied.get().equals(known.user().name()))
            .or(() -> proxied.map(name -> begin(request, new ConsoleUser(name, roleOf(name)))))
            .or(() -> byToken(request));
    if (visit.isEmpty() && !config.needsLogin()) {
      visit = Optional.of(new Visit(request, ConsoleUser.VISITOR, "", Optional.empty()));
    }
    return visit;
  }

  private void requireThisMachine(ConsoleRequest request) {
    String host = withoutPort(request.header("Host").orElse(""));
    boolean isKnown =
        THIS_MACHINE.contains(host)
            || config.url().filter(url -> host.equals(url.getHost())).isPresent();
    if (!config.needsLogin() && !isKnown) {
      throw new RefusedRequestException(421, "The console is at 127.0.0.1 or localhost.");
    }
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  private Optional<Visit> bySession(ConsoleRequest request) {
    return request
        .cookie(COOKIE)
        .flatMap(sessions::use)
        .map(session -> new Visit(request, session.user(), session.csrf(), Optional.empty()));
  }

  /** The name that a trusted proxy gives the user. */
  private Optional<String> proxied(ConsoleRequest request) {
    return config
        .userHeader()
        .filter(header -> config.proxies().contains(request.peer()))
        .flatMap(request::header)
        .filter(ConsoleUser::isName);
  }

  private ConsoleRole roleOf(String name) {
    return config.users().map(file -> file.role(name)).orElse(ConsoleRole.VIEWER);
  }

  private Optional<Visit> byToken(ConsoleRequest request) {
    String header = request.header("Authorization").orElse("");
    boolean isForPrograms =
        !request.segments().isEmpty() && FOR_PROGRAMS.contains(request.segments().get(0));
    if (!isForPrograms || request.isPost() || !header.startsWith(BEARER)) {
      return Optional.empty();
    }
    requirePermit(request);
    if (!isToken(header.substring(BEARER.length()).strip())) {
      throw new RefusedRequestException(401, "The token is wrong.");
    }
    limiter.succeeded(request.peer());
    return Optional.of(
        new Visit(request, new ConsoleUser("token", ConsoleRole.VIEWER), "", Optional.empty()));
  }

  private void requirePermit(ConsoleRequest request) {
    if (!limiter.permits(request.peer())) {
      throw new RefusedRequestException(
          429, "There were too many failed logins: try again in a few minutes.");
    }
  }

  private boolean isToken(String secret) {
    return config.token().filter(token -> isEqual(token, secret)).isPresent();
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  /** Logs a user in; empty if name and secret do not belong together. */
  public Optional<Visit> login(ConsoleRequest request) {
    requireSameOrigin(request);
    requirePermit(request);
    String name = request.form("name");
    String secret = request.form("secret");
    Optional<ConsoleUser> user = ConsoleUser.isName(name) ? user(name, secret) : Optional.empty();
    user.ifPresent(known -> limiter.succeeded(request.peer()));
    return user.map(known -> begin(request, known));
  }

  private Optional<ConsoleUser> user(String name, String secret) {
    return config
        .users()
        .flatMap(file -> file.login(name, secret))
        .or(
            () ->
                isToken(secret)
                    ? Optional.of(new ConsoleUser(name, ConsoleRole.OPERATOR))
                    : Optional.empty());
  }

  private Visit begin(ConsoleRequest request, ConsoleUser user) {
    String id = sessions.begin(user);
    String csrf = sessions.use(id).map(ConsoleSession::csrf).orElse("");
    return new Visit(request, user, csrf, Optional.of(cookie(id)));
  }

  private String cookie(String id) {
    boolean isSecure = config.url().filter(url -> "https".equals(url.getScheme())).isPresent();
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict%s"
        .formatted(COOKIE, id, isSecure ? "; Secure" : "");
  }

  /** Ends the session of a visit; returns the cookie that removes it from the browser. */
  public String logout(ConsoleRequest request) {
    request.cookie(COOKIE).ifPresent(sessions::end);
    return COOKIE + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
  }

  /** Refuses a form that no page of this console sent for this user. */
  public void requireGenuine(Visit visit) {
    requireSameOrigin(visit.request());
    String sent = visit.request().form("csrf");
    if (visit.csrf().isEmpty() || !isEqual(visit.csrf(), sent)) {
      throw new RefusedRequestException(
          403, "The form has expired or is forged: open the page again and repeat.");
    }
  }

  private void requireSameOrigin(ConsoleRequest request) {
    String site = request.header("Sec-Fetch-Site").orElse("same-origin");
    String origin = request.header("Origin").orElse("");
    if (!site.equals("same-origin") || !isOwn(origin, request)) {
      throw new RefusedRequestException(403, "The form comes from another site.");
    }
  }

  private boolean isOwn(String origin, ConsoleRequest request) {
    String own = request.header("Host").orElse("");
    return origin.equals("http://" + own)
        || origin.equals("https://" + own)
        || config.url().filter(url -> origin.equals(origin(url))).isPresent();
  }

  private static String origin(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port;
  }
}
