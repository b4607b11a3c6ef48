package dev.tgfetcher.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Gives a test a real Redis. One server runs for all tests, and every test has a database and a
 * queue, so that tests share nothing. The server is a process on loopback; {@code
 * TGF_TEST_REDIS=docker} makes it a container if Docker answers.
 */
public final class RedisServerExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(RedisServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestRedis.class;
  }

  @Override
  public TestRedis resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Server server =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Server.class, ignored -> Server.start(), Server.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            TestRedis.class,
            ignored ->
                new TestRedis(
                    server.nextDatabase(), "q" + UUID.randomUUID().toString().substring(0, 8)),
            TestRedis.class);
  }

  private record Server(String url, Closeable running, AtomicInteger databases)
      implements Closeable {
    private static final int DATABASES = 9999;

    /** Separate databases, because the keys of markers and caches have the names of chats only. */
    String nextDatabase() {
      return url + "/" + databases.incrementAndGet();
    }

    static Server start() {
      boolean docker =
          "docker".equals(System.getenv("TGF_TEST_REDIS"))
              && DockerClientFactory.instance().isDockerAvailable();
      return docker ? inContainer() : asProcess();
    }

    @SuppressWarnings("resource") // closed with the server
    private static Server inContainer() {
      GenericContainer<?> container =
          new GenericContainer<>(DockerImageName.parse("redis:7.2-alpine"))
              .withExposedPorts(6379)
              .withCommand("redis-server", "--databases", String.valueOf(DATABASES));
      container.start();
      String url = "redis://" + container.getHost() + ":" + container.getMappedPort(6379);
      return new Server(url, container::close, new AtomicInteger());
    }

    private static Server asProcess() {
      try {
        Path directory = Files.createTempDirectory("tgf-redis");
        RedisServerProcess process =
            RedisServerProcess.start(
                directory,
                "--appendfsync",
                "no",
                "--maxclients",
                "2000",
                "--databases",
                String.valueOf(DATABASES));
        return new Server(
            process.url(),
            () -> {
              process.close();
              TestFolders.delete(directory);
            },
            new AtomicInteger());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      running.close();
    }
  }
}
