package dev.tgfetcher.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A primary, two replicas and three sentinels, each in a separate process. */
public final class SentinelServers implements AutoCloseable {
  private final List<RedisServerProcess> servers = new ArrayList<>();
  private final List<RedisServerProcess> sentinels = new ArrayList<>();

  private SentinelServers() {}

  public static SentinelServers start(Path folder) throws IOException {
    SentinelServers started = new SentinelServers();
    started.servers.add(RedisServerProcess.start(directory(folder, "server-1")));
    String primary = String.valueOf(started.servers.get(0).port());
    for (String name : List.of("server-2", "server-3")) {
      started.servers.add(
          RedisServerProcess.start(directory(folder, name), "--replicaof", "127.0.0.1", primary));
    }
    for (String name : List.of("sentinel-1", "sentinel-2", "sentinel-3")) {
      started.sentinels.add(
          RedisServerProcess.sentinel(
              directory(folder, name),
              "sentinel monitor tgf 127.0.0.1 " + primary + " 2",
              "sentinel down-after-milliseconds tgf 1000",
              "sentinel failover-timeout tgf 5000"));
    }
    return started;
  }

  private static Path directory(Path folder, String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  /** The value for {@code REDIS_URL}. */
  public String url() {
    return sentinels.stream()
        .map(sentinel -> "127.0.0.1:" + sentinel.port())
        .collect(Collectors.joining(",", "redis-sentinel://", "/tgf"));
  }

  public List<RedisServerProcess> servers() {
    return List.copyOf(servers);
  }

  /** The server that the sentinels name as the primary; it may have failed just now. */
  public RedisServerProcess primary() throws IOException {
    String reply = sentinels.get(0).ask("SENTINEL get-master-addr-by-name tgf", 5);
    return servers.stream()
        .filter(server -> reply.lines().toList().contains(String.valueOf(server.port())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(reply));
  }

  public List<RedisServerProcess> replicas() {
    return servers.subList(1, servers.size());
  }

  public void killPrimary() {
    servers.get(0).kill();
  }

  @Override
  public void close() {
    Stream.concat(sentinels.stream(), servers.stream()).forEach(RedisServerProcess::close);
  }
}
