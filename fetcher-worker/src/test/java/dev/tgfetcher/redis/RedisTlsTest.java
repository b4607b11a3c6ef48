package dev.tgfetcher.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TcpProxy;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Redis behind TLS, with a certificate that no public authority has issued. */
class RedisTlsTest {
  private static final String PASSWORD = "changeit";

  /** The old code gave up after 37 s. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private RedisServerProcess redis;
  private TcpProxy tls;
  private RedisAddress address;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServerProcess.start(folder);
    tls = TcpProxy.tls(serverContext(), URI.create(redis.url()).getPort());
    address = RedisAddress.parse("rediss://127.0.0.1:" + tls.port());
  }

  @AfterEach
  void stop() {
    tls.close();
    redis.close();
  }

  private SSLContext serverContext() throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "redis",
        "-keyalg",
        "EC",
        "-dname",
        "CN=redis",
        "-ext",
        "san=ip:127.0.0.1",
        "-validity",
        "2");
    keytool("-exportcert", "-alias", "redis", "-rfc", "-file", folder.resolve("ca.pem").toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new java.util.ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", folder.resolve("store.p12").toString(), "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void a_connection_by_tls_trusts_the_configured_authority() {
    RedisAddress trusted = address.trusting(Optional.of(folder.resolve("ca.pem")));

    try (RedisConnection connection = RedisConnection.open(trusted, 1)) {
      assertThat(connection.isReachable()).isTrue();
    }
  }

  @Test
  void an_untrusted_certificate_is_refused_with_the_remedy() {
    assertThatThrownBy(() -> RedisConnection.open(address, 1))
        .isInstanceOf(RedisUnreachableException.class)
        .hasMessageContaining("not trusted")
        .hasMessageContaining("set REDIS_CA_FILE");
  }

  @Test
  void an_address_without_tls_of_a_server_with_tls_is_refused_soon() {
    RedisAddress plain = RedisAddress.parse("redis://127.0.0.1:" + tls.port());
    long start = System.nanoTime();

    assertThatThrownBy(() -> RedisConnection.open(plain, 1))
        .isInstanceOf(RedisUnreachableException.class)
        .hasMessage("Redis at %s speaks TLS only; write rediss:// in REDIS_URL", plain);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
  }

  @Test
  void an_address_with_tls_of_a_server_without_tls_is_refused_soon() {
    RedisAddress secured = RedisAddress.parse(redis.url().replace("redis://", "rediss://"));
    long start = System.nanoTime();

    assertThatThrownBy(() -> RedisConnection.open(secured, 1))
        .isInstanceOf(RedisUnreachableException.class)
        .hasMessage("Redis at %s does not speak TLS; write redis:// in REDIS_URL", secured);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
  }

  @Test
  void a_file_without_certificates_is_named_in_the_error() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");

    assertThatThrownBy(() -> RedisConnection.open(address.trusting(Optional.of(empty)), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("REDIS_CA_FILE");
  }
}
