package dev.tgfetcher.worker.config;

import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.telegram.Secrets;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The whole configuration, checked. Read from, the later winning: the defaults, {@code
 * application.yaml}, {@code .env}, the environment. Names are those of the environment everywhere.
 */
public record Settings(
    RedisConfig redis,
    SessionConfig session,
    RetryConfig retry,
    ArchiveConfig archive,
    WorkerConfig worker,
    LimitConfig limits,
    LogConfig log,
    BatchConfig batch,
    HttpConfig http,
    MetricsConfig metrics,
    TraceConfig trace) {

  private static final Pattern CONVERSION_FAILED =
      Pattern.compile(
          "config property ([\\w.-]+) with the config value .* converted (?:SRCFG\\d+: )?(.*)");

  private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@]*:([^/@]+)@");

  /**
   * A line of .env; unlike a properties file it has no escapes, as secrets may have backslashes.
   */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");

  private static final int YAML_ORDINAL = 250;
  private static final int DOT_ENV_ORDINAL = 275;
  private static final int ENVIRONMENT_ORDINAL = 300;

  /**
   * Reads {@code .env} and {@code application.yaml} of a directory and the given environment.
   *
   * @throws ConfigException naming every property that is wrong
   */
  public static Settings load(Map<String, String> environment, Path directory) {
    return load(environment, directory.resolve(".env"), directory.resolve("application.yaml"));
  }

  /** Like {@link #load(Map, Path)}; files that do not exist are passed over. */
  public static Settings load(Map<String, String> environment, Path envFile, Path yamlFile) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, DurationText::parse)
            .withConverter(Rate.class, 200, Rate::parse)
            .withSources(new EnvConfigSource(yaml(yamlFile), YAML_ORDINAL))
            .withSources(new EnvConfigSource(dotEnv(envFile), DOT_ENV_ORDINAL))
            .withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL))
            .withValidateUnknown(false);
    for (Class<?> mapping : List.of(RedisConfig.class, SessionConfig.class, RetryConfig.class)) {
      builder.withMapping(mapping);
    }
    for (Class<?> mapping :
        List.of(ArchiveConfig.class, WorkerConfig.class, LogConfig.class, BatchConfig.class)) {
      builder.withMapping(mapping);
    }
    for (Class<?> mapping :
        List.of(LimitConfig.class, HttpConfig.class, MetricsConfig.class, TraceConfig.class)) {
      builder.withMapping(mapping);
    }
    Settings settings = map(builder);
    settings.keepSecrets();
    settings.refuseNonsense();
    return settings;
  }

  private static Settings map(SmallRyeConfigBuilder builder) {
    try {
      SmallRyeConfig config = builder.build();
      return new Settings(
          config.getConfigMapping(RedisConfig.class),
          config.getConfigMapping(SessionConfig.class),
          config.getConfigMapping(RetryConfig.class),
          config.getConfigMapping(ArchiveConfig.class),
          config.getConfigMapping(WorkerConfig.class),
          config.getConfigMapping(LimitConfig.class),
          config.getConfigMapping(LogConfig.class),
          config.getConfigMapping(BatchConfig.class),
          config.getConfigMapping(HttpConfig.class),
          config.getConfigMapping(MetricsConfig.class),
          config.getConfigMapping(TraceConfig.class));
    } catch (ConfigValidationException invalid) {
      throw new ConfigException(
          IntStream.range(0, invalid.getProblemCount())
              .mapToObj(i -> readable(invalid.getProblem(i).getMessage()))
              .toList());
    }
  }

  /** The library's sentence in the words of an operator: the name, and what is wrong. */
  private static String readable(String problem) {
    Matcher conversion = CONVERSION_FAILED.matcher(problem);
    return conversion.find()
        ? conversion.group(1).toUpperCase(Locale.ROOT).replace('-', '_')
            + ": "
            + conversion.group(2)
        : problem;
  }

  /** From now on no log tells them. */
  private void keepSecrets() {
    session.telegramApiHash().ifPresent(Secrets::remember);
    session.telegramPhone().ifPresent(Secrets::remember);
    session.sessionKey().ifPresent(Secrets::remember);
    session.sessionKeyNew().ifPresent(Secrets::remember);
    Matcher password = PASSWORD_IN_URL.matcher(redis.redisUrl());
    if (password.find()) {
      Secrets.remember(password.group(1));
    }
  }

  private void refuseNonsense() {
    List<String> problems = new ArrayList<>();
    atLeastOne(problems, "MAX_RETRY_ATTEMPTS", retry.maxRetryAttempts());
    atLeastOne(problems, "DEAD_LETTERS_HIGH_WATER", retry.deadLettersHighWater());
    atLeastOne(problems, "WORKER_CONCURRENCY", worker.workerConcurrency());
    atLeastOne(problems, "TDLIB_RECYCLE_AFTER", worker.tdlibRecycleAfter());
    positive(problems, "RETRY_BASE_DELAY", retry.retryBaseDelay());
    positive(problems, "SHUTDOWN_TIMEOUT", worker.shutdownTimeout());
    positive(problems, "RATE_LIMIT_RECOVERY", limits.rateLimitRecovery());
    positive(problems, "DEFER_AFTER", limits.deferAfter());
    if (retry.retryMaxDelay().compareTo(retry.retryBaseDelay()) < 0) {
      problems.add(
          "RETRY_MAX_DELAY must not be shorter than RETRY_BASE_DELAY: %s < %s"
              .formatted(
                  DurationText.format(retry.retryMaxDelay()),
                  DurationText.format(retry.retryBaseDelay())));
    }
    if (archive.archiveRevisions() < 0) {
      problems.add("ARCHIVE_REVISIONS must not be negative: " + archive.archiveRevisions());
    }
    if (http.httpPort() < 0 || http.httpPort() > 65_535) {
      problems.add("HTTP_PORT must be from 0 to 65535: " + http.httpPort());
    }
    if (metrics.metricsMaxChats() < 0) {
      problems.add("METRICS_MAX_CHATS must not be negative: " + metrics.metricsMaxChats());
    }
    if (!redisSchemeKnown()) {
      problems.add("REDIS_URL must start with redis://, rediss:// or redis-sentinel://");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private boolean redisSchemeKnown() {
    String url = redis.redisUrl();
    return url.startsWith("redis://")
        || url.startsWith("rediss://")
        || url.startsWith("redis-sentinel://");
  }

  private static void atLeastOne(List<String> problems, String name, int value) {
    if (value < 1) {
      problems.add(name + " must be at least 1: " + value);
    }
  }

  private static void positive(List<String> problems, String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      problems.add(name + " must be longer than 0: " + DurationText.format(value));
    }
  }

  private static Map<String, String> yaml(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      URI uri = file.toUri();
      return new YamlConfigSource(uri.toURL()).getProperties();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Map<String, String> dotEnv(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> values = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        Matcher assignment = ASSIGNMENT.matcher(line);
        if (assignment.matches()) {
          values.put(assignment.group(1), unquoted(assignment.group(2).strip()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return values;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
