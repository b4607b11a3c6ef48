package dev.tgfetcher.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.testing.FreePort;
import dev.tgfetcher.testing.HttpGet;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import dev.tgfetcher.testing.TestWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a worker needs, with a Redis that no other test uses, so that a test may stop or change it:
 * an emulated Telegram with one session, and a known address of the worker's pages.
 */
final class OwnRedisFixture implements AutoCloseable {
  static final String SESSION = "session";

  private final Path folder;
  private final RedisServerProcess server;
  private final TestRedis redis;
  private final TestTelegram telegram;
  private final int port = FreePort.any();

  OwnRedisFixture(Path folder) throws Exception {
    this.folder = folder;
    server = RedisServerProcess.start(Files.createDirectories(folder.resolve("redis")));
    redis = new TestRedis(server.url(), "tg_commands");
    WorldBuilder builder = World.builder();
    Account anna = builder.account("79990000001", "12345");
    telegram = TestTelegram.start(builder.build(), folder.resolve("sessions"));
    telegram.logIn(SESSION, anna);
  }

  RedisServerProcess server() {
    return server;
  }

  TestRedis redis() {
    return redis;
  }

  TestWorker worker() {
    return worker(Map.of());
  }

  /** Starts a worker with further settings. */
  TestWorker worker(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("HTTP_PORT", String.valueOf(port));
    return TestWorker.start(redis, telegram, folder, settings);
  }

  String body(String page) {
    return HttpGet.get(address(), page).body();
  }

  int status(String page) {
    return HttpGet.get(address(), page).statusCode();
  }

  private String address() {
    return "127.0.0.1:" + port;
  }

  void awaitReady() {
    await().ignoreExceptions().until(() -> status("/health/ready") == 200);
  }

  void awaitBody(String page, String text) {
    await().ignoreExceptions().untilAsserted(() -> assertThat(body(page)).contains(text));
  }

  @Override
  public void close() {
    telegram.close();
    redis.close();
    server.close();
  }
}
