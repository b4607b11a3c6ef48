package dev.tgfetcher.telegram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A proxy on the way to Telegram.
 *
 * @param user empty for a proxy without users and for MTProto
 * @param secret the password, or the secret of an MTProto proxy
 */
public record TelegramProxy(Kind kind, String host, int port, String user, String secret) {

  /** The protocol of a proxy. */
  public enum Kind {
    MTPROTO,
    SOCKS5,
    HTTP
  }

  private static final Pattern FORM =
      Pattern.compile(
          "(mtproto|socks5|http)://(?:(.*)@)?(\\[[0-9a-fA-F:]+]|[^:@/\\[\\]]+):(\\d+)/?");
  private static final Pattern MTPROTO_SECRET =
      Pattern.compile("[0-9a-fA-F]{32,}|[A-Za-z0-9+/_-]{22,}={0,2}");
  private static final int LAST_PORT = 65535;

  public TelegramProxy {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("TELEGRAM_PROXY has no port of 1 to 65535: " + port);
    }
    if (kind == Kind.MTPROTO && !MTPROTO_SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          "TELEGRAM_PROXY needs a secret of 32 or more hex digits, or as base64:"
              + " mtproto://<secret>@"
              + host);
    }
  }

  /**
   * Parses {@code TELEGRAM_PROXY}.
   *
   * @throws IllegalArgumentException with a message for an operator, without the secret
   */
  public static TelegramProxy parse(String url) {
    Matcher matcher = FORM.matcher(url.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "TELEGRAM_PROXY must look like mtproto://<secret>@host:port,"
              + " socks5://[user:password@]host:port or http://[user:password@]host:port");
    }
    Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    String host = matcher.group(3).replaceAll("[\\[\\]]", "");
    int port = port(matcher.group(4));
    String login = matcher.group(2) == null ? "" : matcher.group(2);
    if (kind == Kind.MTPROTO) {
      return new TelegramProxy(kind, host, port, "", login);
    }
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    return new TelegramProxy(
        kind, host, port, decoded(user), colon < 0 ? "" : decoded(login.substring(colon + 1)));
  }

  private static int port(String digits) {
    return digits.length() > 5 ? 0 : Integer.parseInt(digits);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  /** Returns the request that makes TDLib use this proxy. */
  public ObjectNode toRequest() {
    ObjectNode request = TelegramClient.request("addProxy").put("enable", true).put("comment", "");
    ObjectNode type =
        request
            .putObject("proxy")
            .put("@type", "proxy")
            .put("server", host)
            .put("port", port)
            .putObject("type");
    switch (kind) {
      case MTPROTO -> type.put("@type", "proxyTypeMtproto").put("secret", secret);
      case SOCKS5 ->
          type.put("@type", "proxyTypeSocks5").put("username", user).put("password", secret);
      case HTTP ->
          type.put("@type", "proxyTypeHttp")
              .put("username", user)
              .put("password", secret)
              .put("http_only", false);
    }
    return request;
  }

  @Override
  public String toString() {
    String login = user.isEmpty() && secret.isEmpty() ? "" : "***@";
    return kind.name().toLowerCase(Locale.ROOT) + "://" + login + host + ":" + port;
  }
}
