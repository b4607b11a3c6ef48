package dev.tgfetcher.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** Whether a worker can listen where it should, and reach what it should tell of itself. */
final class NetworkCheck {
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int BACKLOG = 1;

  private NetworkCheck() {}

  static CheckResult ofHttpPort(String host, int port) {
    String check = "http port";
    String detail = host + ":" + port;
    if (port == 0) {
      return CheckResult.passed(check, "any that is free");
    }
    try (ServerSocket socket = new ServerSocket(port, BACKLOG, InetAddress.getByName(host))) {
      return CheckResult.passed(
          check, detail + " is free (" + socket.getInetAddress().getHostAddress() + ")");
    } catch (IOException e) {
      return CheckResult.warned(
          check,
          detail + " cannot be taken: " + e.getMessage(),
          "set HTTP_PORT to another one, unless it is a worker that listens there");
    }
  }

  /**
   * Whether somebody listens at an address that was configured.
   *
   * @param variable which says where
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
          check, where + " does not answer", "start it, mend " + variable + ", or unset it");
    }
  }

  private static int standardPort(URI address) {
    return "https".equals(address.getScheme()) ? 443 : 80;
  }
}
