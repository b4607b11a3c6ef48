package dev.tgfetcher.cli.console.access;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.ConsoleConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ways to log in to a console.
 *
 * @param token lets any name log in as an operator
 * @param userHeader has the name of a user whom a proxy has logged in
 * @param proxies the addresses whose header is trusted
 * @param url the address of the console in browsers, if a proxy has another one
 */
public record AccessConfig(
    Optional<String> token,
    Optional<UsersFile> users,
    Optional<String> userHeader,
    Set<InetAddress> proxies,
    Optional<URI> url,
    Duration sessionTtl) {
  private static final int SHORTEST_TOKEN = 16;

  /**
   * Reads the settings.
   *
   * @param directory the base of relative paths
   * @throws ConfigException if the settings give strangers access
   */
  public static AccessConfig of(ConsoleConfig config, Path directory) {
    AccessConfig access =
        new AccessConfig(
            config.consoleToken(),
            config.consoleUsers().map(file -> new UsersFile(directory.resolve(file)).checked()),
            config.consoleUserHeader(),
            addresses(config.consoleProxies().orElse(List.of())),
            config.consoleUrl(),
            config.consoleSessionTtl());
    access.check(config.consoleHost());
    return access;
  }

  private void check(String host) {
    List<String> problems = new ArrayList<>();
    token
        .filter(secret -> secret.length() < SHORTEST_TOKEN)
        .ifPresent(
            secret ->
                problems.add(
                    "CONSOLE_TOKEN has fewer than %d characters: 'openssl rand -hex 24' makes one"
                        .formatted(SHORTEST_TOKEN)));
    if (userHeader.isPresent() == proxies.isEmpty()) {
      problems.add(
          "CONSOLE_USER_HEADER and CONSOLE_PROXIES belong together: set the header, and the"
              + " addresses of the proxies that send it");
    }
    if (!needsLogin() && !isLoopback(host)) {
      problems.add(
          "CONSOLE_HOST "
              + host
              + " is open to other machines, and chats would be, too: set CONSOLE_TOKEN or"
              + " CONSOLE_USERS");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Whether pages are for users alone; else every visitor of this machine may read them. */
  public boolean needsLogin() {
    return token.isPresent() || users.isPresent() || userHeader.isPresent();
  }

  private static boolean isLoopback(String host) {
    return address(host).isLoopbackAddress();
  }

  private static Set<InetAddress> addresses(List<String> texts) {
    Set<InetAddress> addresses = new HashSet<>();
    texts.forEach(text -> addresses.add(address(text.strip())));
    return Set.copyOf(addresses);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new ConfigException(List.of("'" + text + "' is no address of the console or a proxy"));
    }
  }
}
