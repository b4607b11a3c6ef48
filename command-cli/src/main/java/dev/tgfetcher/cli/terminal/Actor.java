package dev.tgfetcher.cli.terminal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Who is at the command line, as commands and the audit name them: {@code user@host}. */
public final class Actor {
  private Actor() {}

  public static String of(Map<String, String> environment) {
    String user = environment.getOrDefault("USER", System.getProperty("user.name", "somebody"));
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
