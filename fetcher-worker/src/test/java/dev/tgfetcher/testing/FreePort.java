package dev.tgfetcher.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that need a port at start. They lie below those that Linux gives to clients, so
 * that no client has one while its server is away.
 */
public final class FreePort {
  private static final int FIRST = 15_000;
  private static final int END = 32_000;
  private static final int CLUSTER_BUS = 10_000;

  private FreePort() {}

  /** Returns a port without a listener. */
  public static int any() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(port)) {
        return port;
      }
    }
  }

  /** Returns a port for a node of a cluster, which listens at a second one, 10,000 higher. */
  public static int ofClusterNode() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END - CLUSTER_BUS);
      if (isFree(port) && isFree(port + CLUSTER_BUS)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort() == port;
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
