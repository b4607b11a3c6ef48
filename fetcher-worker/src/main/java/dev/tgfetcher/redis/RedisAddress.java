package dev.tgfetcher.redis;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of Redis, parsed from {@code REDIS_URL}.
 *
 * @param hosts {@code host:port}; several with Sentinel
 * @param tls whether connections are encrypted
 * @param user null for the default user
 * @param password null without one
 * @param database 0 to 15 on a default server
 * @param sentinelMaster null without Sentinel
 * @param caFile PEM file with the trusted certificates; null for those that Java trusts
 */
public record RedisAddress(
    List<String> hosts,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    int database,
    @Nullable String sentinelMaster,
    @Nullable Path caFile) {

  private static final Pattern FORM =
      Pattern.compile("(rediss?|redis-sentinel)://(?:([^@/]*)@)?([^@/]+)(?:/(.*))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]]+)(?::(\\d+))?");

  /**
   * Reads {@code REDIS_URL}.
   *
   * @throws IllegalArgumentException with a message for the operator, without the password
   */
  public static RedisAddress parse(String url) {
    Matcher matcher = FORM.matcher(url.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "REDIS_URL must look like redis://[user:password@]host:6379[/0], rediss://... or"
              + " redis-sentinel://host1:26379,host2:26379/master");
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    boolean sentinel = scheme.equals("redis-sentinel");
    @Nullable String credentials = matcher.group(2);
    @Nullable String path = matcher.group(4);
    if (sentinel && (path == null || path.isEmpty())) {
      throw new IllegalArgumentException(
          "REDIS_URL names no master: end it with /<name of the master>");
    }
    return new RedisAddress(
        hosts(matcher.group(3), sentinel ? 26379 : 6379),
        scheme.equals("rediss"),
        user(credentials),
        password(credentials),
        sentinel ? 0 : database(path),
        sentinel ? path : null,
        null);
  }

  /** This address with the certificates of a file, if one is given. */
  public RedisAddress trusting(Optional<Path> file) {
    return new RedisAddress(
        hosts, tls, user, password, database, sentinelMaster, file.orElse(null));
  }

  private static List<String> hosts(String list, int defaultPort) {
    return Arrays.stream(list.split(",")).map(host -> host(host.strip(), defaultPort)).toList();
  }

  private static String host(String text, int defaultPort) {
    Matcher matcher = HOST.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("REDIS_URL has an invalid host: '" + text + "'");
    }
    @Nullable String port = matcher.group(2);
    if (port != null && !isPort(port)) {
      throw new IllegalArgumentException(
          "REDIS_URL has an invalid port, it must be 1 to 65535: '" + text + "'");
    }
    return matcher.group(1) + ":" + (port == null ? String.valueOf(defaultPort) : port);
  }

  private static boolean isPort(String digits) {
    return digits.length() <= 5
        && Integer.parseInt(digits) >= 1
        && Integer.parseInt(digits) <= 65_535;
  }

  private static @Nullable String user(@Nullable String credentials) {
    if (credentials == null || credentials.indexOf(':') <= 0) {
      return null;
    }
    return decode(credentials.substring(0, credentials.indexOf(':')));
  }

  private static @Nullable String password(@Nullable String credentials) {
    if (credentials == null || credentials.isEmpty()) {
      return null;
    }
    String password = decode(credentials.substring(credentials.indexOf(':') + 1));
    return password.isEmpty() ? null : password;
  }

  private static int database(@Nullable String path) {
    if (path == null || path.isEmpty()) {
      return 0;
    }
    if (!path.matches("\\d{1,4}")) {
      throw new IllegalArgumentException("REDIS_URL must end in a database number: '" + path + "'");
    }
    return Integer.parseInt(path);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The URL of each host, as Redisson takes it. */
  List<String> urls() {
    String scheme = tls ? "rediss://" : "redis://";
    return hosts.stream().map(host -> URI.create(scheme + host).toString()).toList();
  }

  /** The URL without credentials. */
  @Override
  public String toString() {
    String scheme = sentinelMaster != null ? "redis-sentinel://" : tls ? "rediss://" : "redis://";
    String path =
        sentinelMaster != null ? "/" + sentinelMaster : database == 0 ? "" : "/" + database;
    return scheme + String.join(",", hosts) + path;
  }
}
