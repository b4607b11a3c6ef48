package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.queue.RedisConnection;
import dev.tgfetcher.telegram.TdlibProvisioner;
import dev.tgfetcher.worker.config.ConfigException;
import dev.tgfetcher.worker.config.Settings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at all that a worker needs.
 *
 * <ol>
 *   <li>Java
 *   <li>the configuration; when it is wrong, the rest has no ground
 *   <li>TDLib, the Telegram application, the session, the data directory
 *   <li>Redis: its version, its clock, and what it may lose
 * </ol>
 */
public record Examination(
    Supplier<Settings> settings,
    Supplier<TdlibProvisioner> tdlib,
    Supplier<RedisConnection> redis,
    InstantSource clock) {

  public Report report() {
    List<Finding> findings = new ArrayList<>();
    findings.add(JavaCheck.of(Runtime.version()));
    try {
      Settings valid = settings.get();
      findings.add(TdlibCheck.of(tdlib));
      findings.add(AccountCheck.of(valid.session()));
      findings.add(SessionCheck.of(valid.session().sessionDir()));
      findings.add(DataDirectoryCheck.of(valid.archive().dataDir()));
      findings.addAll(RedisCheck.of(redis, clock));
    } catch (ConfigException e) {
      findings.add(
          Finding.failed(
              "configuration",
              String.valueOf(e.getMessage()).replace("\n", "; "),
              "mend these in the environment, .env or application.yaml"));
    }
    return new Report(findings);
  }
}
