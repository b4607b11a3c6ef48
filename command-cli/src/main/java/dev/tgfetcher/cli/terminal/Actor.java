package dev.tgfetcher.cli.terminal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * The operator at the command line, by the name in commands and in the audit: {@code user@host}.
 */
public final class Actor {
  private Actor() {}

  public static String of(Map<String, String> environment) {
    String user = environment.getOrDefault("USER", System.getProperty("user.name", "unknown"));
    return user + "@" + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
