package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.TelegramProxy;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the requirements of a worker.
 *
 * <ol>
 *   <li>Java
 *   <li>the names of settings, and the configuration; if it is wrong, the other checks are left out
 *   <li>TDLib, the Telegram application, the sessions, the data directory, the bucket of the
 *       archive, the file of secrets
 *   <li>the process: files, memory, the time to stop, the port, and the targets of metrics, log
 *       lines and spans
 *   <li>Redis: its version, clock, durability, rights and latency, and the names of the queue
 *   <li>the fleet: its health, frozen accounts, pauses, and commands that no worker reads
 * </ol>
 */
public record Doctor(
    Supplier<Settings> settings,
    Supplier<TdlibProvisioner> tdlib,
    Supplier<RedisConnection> redis,
    Supplier<RedisKeys> keys,
    Map<String, String> environment,
    Path envFile,
    Path yamlFile,
    InstantSource clock) {

  public DoctorReport report() {
    List<CheckResult> results = new ArrayList<>();
    results.add(JavaCheck.of(Runtime.version()));
    results.add(SettingNamesCheck.of(environment, envFile, yamlFile));
    try {
      Settings valid = settings.get();
      results.add(TdlibCheck.of(tdlib));
      results.add(AccountCheck.of(valid.session()));
      results.addAll(
          SessionCheck.of(valid.session().sessionDir(), valid.worker().workerConcurrency()));
      results.addAll(SessionKeyCheck.of(valid.session(), tdlib));
      results.add(DataDirectoryCheck.of(valid.archive().dataDir()));
      results.addAll(BucketCheck.of(valid.archiveLocation(), clock));
      results.add(SecretsFileCheck.of(envFile));
      results.addAll(ProcessCheck.ofThisProcess());
      results.add(ShutdownCheck.of(valid.worker().shutdownTimeout()));
      results.add(NetworkCheck.ofHttpPort(valid.http().httpHost(), valid.http().httpPort()));
      results.addAll(targets(valid));
      Supplier<RedisConnection> reachable = untilUnreachable(redis);
      results.addAll(RedisCheck.of(reachable, clock));
      results.addAll(QueueCheck.of(reachable, keys));
      results.addAll(FleetCheck.of(reachable, keys));
    } catch (ConfigException e) {
      results.add(
          CheckResult.failed(
              "configuration",
              String.valueOf(e.getMessage()).replace("\n", "; "),
              "correct these in the environment, .env or application.yaml"));
    }
    return new DoctorReport(results);
  }

  /**
   * Connects for each check, but not again once Redis was unreachable: to try a silent server takes
   * long.
   */
  static Supplier<RedisConnection> untilUnreachable(Supplier<RedisConnection> connect) {
    AtomicReference<@Nullable RedisUnreachableException> failure = new AtomicReference<>();
    return () -> {
      RedisUnreachableException former = failure.get();
      if (former != null) {
        throw former;
      }
      try {
        return connect.get();
      } catch (RedisUnreachableException e) {
        failure.set(e);
        throw e;
      }
    };
  }

  /** The targets of metrics, log lines and spans that are configured. */
  private static List<CheckResult> targets(Settings settings) {
    return Stream.of(
            settings
                .session()
                .telegramProxy()
                .map(url -> NetworkCheck.ofProxy(TelegramProxy.parse(url))),
            settings
                .metrics()
                .pushgatewayUrl()
                .map(url -> NetworkCheck.ofTarget("pushgateway", "PUSHGATEWAY_URL", url)),
            settings.log().lokiUrl().map(url -> NetworkCheck.ofTarget("loki", "LOKI_URL", url)),
            settings
                .trace()
                .otelExporterOtlpEndpoint()
                .map(
                    url ->
                        NetworkCheck.ofTarget(
                            "span collector", "OTEL_EXPORTER_OTLP_ENDPOINT", url)))
        .flatMap(Optional::stream)
        .toList();
  }
}
