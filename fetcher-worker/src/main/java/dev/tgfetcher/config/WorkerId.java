package dev.tgfetcher.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Creates worker ids {@code <host>-<pid>-<nonce>}. No id is used twice, so that each processing
 * list has one worker.
 */
public final class WorkerId {
  /** Looked up once: a name server that hangs must not block a heartbeat. */
  private static final String HOST = hostName();

  private WorkerId() {}

  public static String create(RandomGenerator random) {
    return create(host(), ProcessHandle.current().pid(), random);
  }

  static String create(String host, long pid, RandomGenerator random) {
    String safe = host.replaceAll("[^A-Za-z0-9.-]", "-");
    return String.format(Locale.ROOT, "%s-%d-%06x", safe, pid, random.nextInt(1 << 24));
  }

  /** Returns the version of this program; {@code unpacked} outside of a JAR. */
  public static String version() {
    @Nullable String version = WorkerId.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }

  /** Returns the name of this machine; {@code localhost} if it has none. */
  public static String host() {
    return HOST;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
