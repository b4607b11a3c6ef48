package dev.tgfetcher.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Finds an address with {@code redis://} of a server that speaks TLS, or with {@code rediss://} of
 * one that does not. Redisson would wait for its limits, and then give no reason.
 */
final class TlsProbe {
  private static final int PATIENCE_MILLIS = 2_000;

  private final InetSocketAddress server;
  private final SSLContext tls;

  private enum Reply {
    REDIS,
    OTHER,
    NONE
  }

  private TlsProbe(RedisAddress address) throws GeneralSecurityException {
    URI first = URI.create(address.urls().get(0));
    this.server = new InetSocketAddress(first.getHost(), first.getPort());
    this.tls = SSLContext.getInstance("TLS");
    tls.init(
        null,
        address.caFile() == null
            ? null
            : TrustedCertificates.of(address.caFile()).getTrustManagers(),
        null);
  }

  /**
   * Asks the server for a reply in both protocols.
   *
   * @return {@link RedisFault#TLS} or {@link RedisFault#PLAIN}; empty if the address is right, or
   *     if the server does not answer. Sentinels are not asked.
   */
  static Optional<RedisFault> fault(RedisAddress address) {
    if (address.sentinelMaster() != null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(new TlsProbe(address).fault(address.tls()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable RedisFault fault(boolean expectsTls) {
    if (expectsTls) {
      return !speaksTls() && plainReply() == Reply.REDIS ? RedisFault.PLAIN : null;
    }
    return plainReply() == Reply.OTHER && speaksTls() ? RedisFault.TLS : null;
  }

  private Reply plainReply() {
    try (Socket socket = connect()) {
      return plainReply(socket);
    } catch (IOException away) {
      return Reply.NONE;
    }
  }

  /** A server of TLS sends an alert, or ends the connection. */
  private static Reply plainReply(Socket socket) throws IOException {
    socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
    try {
      int first = socket.getInputStream().read();
      return first == '+' || first == '-' ? Reply.REDIS : Reply.OTHER;
    } catch (SocketTimeoutException silence) {
      return Reply.NONE;
    } catch (IOException reset) {
      return Reply.OTHER;
    }
  }

  /** A certificate that is not trusted, and a demand for one, are TLS as well. */
  private boolean speaksTls() {
    try (Socket socket = connect();
        SSLSocket secured =
            (SSLSocket)
                tls.getSocketFactory()
                    .createSocket(socket, server.getHostString(), server.getPort(), true)) {
      secured.startHandshake();
      return true;
    } catch (SSLHandshakeException refusal) {
      return !(refusal.getCause() instanceof EOFException);
    } catch (IOException other) {
      return false;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(server, PATIENCE_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
