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
 * The environment of the workers: Redis, Telegram, a TDLib that trusts it, and variables.
 *
 * @param variables the environment variables with which any subcommand uses Redis and Telegram
 */
record DemoEnvironment(
    Path folder, DemoRedis redis, TelegramEmulator telegram, Map<String, String> variables) {

  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "TMPDIR", "TGF_CACHE", "TDLIB_BINDING", "SystemRoot");

  static DemoEnvironment build(
      DemoWorld world, Path tdlib, Path dataDirectory, Map<String, String> outer, Cleanup cleanup)
      throws IOException, InterruptedException {
    Path folder = cleanup.add(TemporaryFolder.make()).path();
    Map<String, String> inherited = new LinkedHashMap<>(outer);
    inherited.keySet().retainAll(INHERITED);
    DemoRedis redis = cleanup.add(DemoRedis.start(folder, inherited));
    TelegramEmulator telegram = cleanup.add(TelegramEmulator.start(world.world()));
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("REDIS_URL", redis.url());
    variables.put("TELEGRAM_PROXY", telegram.proxyUrl());
    variables.put("TELEGRAM_API_ID", "1");
    variables.put("TELEGRAM_API_HASH", "emulated");
    variables.put("TDLIB_LIBRARY", PatchedTdlib.patch(tdlib, folder).toString());
    variables.put("SESSION_DIR", folder.resolve("sessions").toString());
    variables.put("SESSION_KEY", UUID.randomUUID().toString());
    variables.put("DATA_DIR", dataDirectory.toAbsolutePath().normalize().toString());
    variables.put("HTTP_PORT", "0");
    variables.put("LOG_FORMAT", "json");
    // The emulated Telegram allows more requests than the real one, and the demo should be short.
    variables.put("RATE_LIMIT_HISTORY", "1000/s");
    variables.put("RATE_LIMIT_MESSAGES", "1000/s");
    variables.put("RATE_LIMIT_REPLIES", "1000/s");
    variables.put("RATE_LIMIT_RESOLVE", "1000/s");
    variables.put("RATE_LIMIT_FULL_INFO", "1000/s");
    variables.put("RATE_LIMIT_OTHER", "1000/s");
    DemoEnvironment environment = new DemoEnvironment(folder, redis, telegram, variables);
    inherited.forEach(variables::putIfAbsent);
    return environment;
  }

  Settings settings() {
    return Settings.load(variables, folder);
  }

  /** Logs the account in, which creates its session. */
  void logIn(Account account, String session) throws InterruptedException {
    Login.run(
        Path.of(variables.get("TDLIB_LIBRARY")),
        new SessionSettingsFactory(settings().session()).settings(session),
        LoginMethod.PHONE_CODE,
        new AccountOwner(account));
  }

  /** The shell commands that set the variables in a second terminal. */
  List<String> exports() {
    return variables.entrySet().stream()
        .filter(variable -> !INHERITED.contains(variable.getKey()))
        .map(variable -> "export %s='%s'".formatted(variable.getKey(), variable.getValue()))
        .toList();
  }
}
