package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.telegram.TelegramProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Checks that a worker can listen on its port and reach its configured targets. */
final class NetworkCheck {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int BACKLOG = 1;

  private NetworkCheck() {}

  static CheckResult ofHttpPort(String host, int port) {
    String check = "http port";
    String detail = host + ":" + port;
    if (port == 0) {
      return CheckResult.passed(check, "any free port");
    }
    try (ServerSocket socket = new ServerSocket(port, BACKLOG, InetAddress.getByName(host))) {
      return CheckResult.passed(
          check, detail + " is free (" + socket.getInetAddress().getHostAddress() + ")");
    } catch (IOException e) {
      return CheckResult.warned(
          check,
          detail + " cannot be used: " + e.getMessage(),
          "set HTTP_PORT to another port, unless a worker listens on this one");
    }
  }

  /** Checks that the proxy accepts connections; its password is not tried. */
  static CheckResult ofProxy(TelegramProxy proxy) {
    String check = "telegram proxy";
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(proxy.host(), proxy.port()), TIMEOUT_MILLIS);
      return CheckResult.passed(check, proxy.toString());
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.failed(
          check,
          proxy.host() + ":" + proxy.port() + " does not answer",
          "start the proxy, correct TELEGRAM_PROXY, or unset it");
    }
  }

  /**
   * Checks that a server listens at a configured address.
   *
   * @param variable the setting of the address
   */
  static CheckResult ofTarget(String check, String variable, URI address) {
    if (address.getHost() == null) {
      return CheckResult.failed(
          check, address + " names no host", "write " + variable + "=http://<host>:<port>");
    }
    int port = address.getPort() >= 0 ? address.getPort() : standardPort(address);
    String where = address.getHost() + ":" + port;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), port), TIMEOUT_MILLIS);
      return CheckResult.passed(check, where);
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.warned(
          check, where + " does not answer", "start it, correct " + variable + ", or unset it");
    }
  }

  private static int standardPort(URI address) {
    return "https".equals(address.getScheme()) ? 443 : 80;
  }
}
