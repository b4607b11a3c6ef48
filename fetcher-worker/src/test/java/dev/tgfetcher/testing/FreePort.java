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

  private FreePort() {}

  /** Returns a port without a listener. */
  public static int any() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException taken) {
        // The loop tries another port.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
