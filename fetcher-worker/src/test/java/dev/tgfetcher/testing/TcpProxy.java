package dev.tgfetcher.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A proxy between clients and a server on loopback. A test can cut its connections. */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 1 << 14;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> muted = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile String mute = "";
  private volatile long delayMillis;

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

  /** Drops the replies of each connection that sends this word, from then on. */
  public void muteAfter(String word) {
    mute = word;
  }

  public void restore() {
    cut = false;
  }

  /** Delays all that passes in either direction; zero ends the delay. */
  public void delay(Duration each) {
    delayMillis = each.toMillis();
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
      daemon("proxy-up", () -> pump(client, server, true));
      daemon("proxy-down", () -> pump(server, client, false));
    } catch (IOException unreachable) {
      closeQuietly(client);
    }
  }

  private void pump(Socket from, Socket to, boolean up) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String word = mute;
        if (up && !word.isEmpty() && new String(buffer, 0, n, ISO_8859_1).contains(word)) {
          muted.add(to);
        }
        TimeUnit.MILLISECONDS.sleep(delayMillis);
        if (up || !muted.contains(from)) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException | InterruptedException broken) {
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
