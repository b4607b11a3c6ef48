package dev.tgfetcher.emulator.wire;

import dev.tgfetcher.emulator.tl.TlObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on 127.0.0.1 and runs each connection on its own thread. It knows keys and sessions, but
 * not the meaning of requests.
 */
public final class WireServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WireServer.class);

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket listener;
  private final byte[] secret;
  private final AuthKeys authKeys;
  private final RequestHandler handler;
  private final InstantSource clock;
  private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
  private final Thread acceptor = daemon("emulator-accept", this::accept);

  private WireServer(
      ServerSocket listener,
      byte[] secret,
      AuthKeys authKeys,
      RequestHandler handler,
      InstantSource clock) {
    this.listener = listener;
    this.secret = secret.clone();
    this.authKeys = authKeys;
    this.handler = handler;
    this.clock = clock;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @param secret the 16 bytes of the proxy's secret
   */
  public static WireServer start(
      int port, byte[] secret, AuthKeys authKeys, RequestHandler handler, InstantSource clock) {
    try {
      ServerSocket listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
      WireServer server = new WireServer(listener, secret, authKeys, handler, clock);
      server.acceptor.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Closes every connection; clients may connect again at once. */
  public void dropConnections() {
    connections.forEach(ClientConnection::close);
  }

  /** Sends an update to the sessions of a key that subscribed to updates. */
  public void push(AuthKey key, TlObject update) {
    for (MtprotoSession session : key.sessions()) {
      if (session.wantsUpdates()) {
        session.send(MessageBody.push(update), false);
      }
    }
  }

  /** Frees the port and closes all connections. */
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dropConnections();
  }

  byte[] secret() {
    return secret.clone();
  }

  AuthKeys authKeys() {
    return authKeys;
  }

  RequestHandler handler() {
    return handler;
  }

  InstantSource clock() {
    return clock;
  }

  void addKey(AuthKey key, boolean temporary) {
    if (temporary) {
      authKeys.addTemporary(key);
    } else {
      authKeys.add(key);
    }
  }

  void remove(ClientConnection connection) {
    connections.remove(connection);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        ClientConnection connection = new ClientConnection(this, socket);
        connections.add(connection);
        daemon("emulator-" + socket.getPort(), connection).start();
      } catch (IOException e) {
        log.debug("cannot accept a connection: {}", e.toString());
      }
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
