package dev.tgfetcher.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A worker's name, {@code <host>-<pid>-<nonce>}: never used twice, so that no list is mistaken. */
public final class WorkerId {
  /** Found out once: a name server that hangs must not hold up a heartbeat. */
  private static final String HOST = hostName();

  private WorkerId() {}

  public static String create(RandomGenerator random) {
    return create(host(), ProcessHandle.current().pid(), random);
  }

  static String create(String host, long pid, RandomGenerator random) {
    String safe = host.replaceAll("[^A-Za-z0-9.-]", "-");
    return String.format(Locale.ROOT, "%s-%d-%06x", safe, pid, random.nextInt(1 << 24));
  }

  /** This program's version. */
  public static String version() {
    @Nullable String version = WorkerId.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }

  /** This machine's name. */
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
