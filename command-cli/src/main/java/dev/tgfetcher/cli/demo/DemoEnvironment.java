package dev.tgfetcher.cli.demo;

import dev.tgfetcher.config.Settings;
import dev.tgfetcher.emulator.PatchedTdlib;
import dev.tgfetcher.emulator.TelegramEmulator;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.login.Login;
import dev.tgfetcher.telegram.login.LoginMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the workers find: Redis, Telegram, a TDLib that trusts it, and their environment.
 *
 * @param environment in which any subcommand works on this stage
 */
record DemoEnvironment(
    Path folder, DemoRedis redis, TelegramEmulator telegram, Map<String, String> environment) {

  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "TMPDIR", "TGF_CACHE", "SystemRoot");

  static DemoEnvironment build(
      DemoWorld world, Path tdlib, Path dataDirectory, Map<String, String> outer, Cleanup cleanup)
      throws IOException, InterruptedException {
    Path folder = cleanup.add(TemporaryFolder.make()).path();
    Map<String, String> inherited = new LinkedHashMap<>(outer);
    inherited.keySet().retainAll(INHERITED);
    DemoRedis redis = cleanup.add(DemoRedis.start(folder, inherited));
    TelegramEmulator telegram = cleanup.add(TelegramEmulator.start(world.world()));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("REDIS_URL", redis.url());
    environment.put("TELEGRAM_PROXY", telegram.proxyUrl());
    environment.put("TELEGRAM_API_ID", "1");
    environment.put("TELEGRAM_API_HASH", "emulated");
    environment.put("TDLIB_LIBRARY", PatchedTdlib.patch(tdlib, folder).toString());
    environment.put("SESSION_DIR", folder.resolve("sessions").toString());
    environment.put("SESSION_KEY", UUID.randomUUID().toString());
    environment.put("DATA_DIR", dataDirectory.toAbsolutePath().normalize().toString());
    environment.put("HTTP_PORT", "0");
    environment.put("LOG_FORMAT", "json");
    // The emulated Telegram bears more than the real one, and nobody wants to wait.
    environment.put("RATE_LIMIT_HISTORY", "1000/s");
    environment.put("RATE_LIMIT_REPLIES", "1000/s");
    environment.put("RATE_LIMIT_RESOLVE", "1000/s");
    environment.put("RATE_LIMIT_FULL_INFO", "1000/s");
    environment.put("RATE_LIMIT_OTHER", "1000/s");
    DemoEnvironment stage = new DemoEnvironment(folder, redis, telegram, environment);
    inherited.forEach(environment::putIfAbsent);
    return stage;
  }

  Settings settings() {
    return Settings.load(environment, folder);
  }

  /** Makes a session of the account. */
  void logIn(Account account, String session) throws InterruptedException {
    Login.run(
        Path.of(environment.get("TDLIB_LIBRARY")),
        new SessionSettingsFactory(settings().session()).settings(session),
        LoginMethod.PHONE_CODE,
        new AccountOwner(account));
  }

  /** What a second terminal has to set. */
  List<String> exports() {
    return environment.entrySet().stream()
        .filter(variable -> !INHERITED.contains(variable.getKey()))
        .map(variable -> "export %s='%s'".formatted(variable.getKey(), variable.getValue()))
        .toList();
  }
}
