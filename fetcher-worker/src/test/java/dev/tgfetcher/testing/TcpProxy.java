package dev.tgfetcher.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** A proxy between clients and a server on loopback. A test can cut its connections. */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 1 << 14;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private TcpProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** Starts a proxy on a free port. */
  public static TcpProxy to(int targetPort) {
    try {
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), targetPort);
      daemon("proxy-accept", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a proxy whose clients use TLS. */
  public static TcpProxy tls(SSLContext context, int targetPort) {
    try {
      TcpProxy proxy =
          new TcpProxy(
              context
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
              targetPort);
      daemon("proxy-accept", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Closes all connections, and every new one, until {@link #restore}. */
  public void cut() {
    cut = true;
    dropConnections();
  }

  public void restore() {
    cut = false;
  }

  /** Closes the present connections. */
  public void dropConnections() {
    sockets.forEach(TcpProxy::closeQuietly);
    sockets.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (cut) {
          closeQuietly(client);
        } else {
          connect(client);
        }
      } catch (IOException closed) {
        // The listener was closed; the loop ends.
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      if (cut) {
        // The connection began during the cut.
        dropConnections();
      }
      daemon("proxy-up", () -> pump(client, server));
      daemon("proxy-down", () -> pump(server, client));
    } catch (IOException unreachable) {
      closeQuietly(client);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (IOException broken) {
      // Both sides end together below.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // The socket is closed, as intended.
    }
  }

  @Override
  public void close() {
    closeQuietly(listener);
    dropConnections();
  }
}
