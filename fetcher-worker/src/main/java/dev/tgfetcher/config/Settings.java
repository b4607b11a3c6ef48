package dev.tgfetcher.config;

import dev.tgfetcher.archive.location.ArchiveLocation;
import dev.tgfetcher.archive.s3.BucketLocation;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.telegram.SecretMask;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The validated configuration. Its sources are the defaults, {@code application.yaml}, {@code .env}
 * and the environment; a later one overrides an earlier one. All of them use the names of the
 * environment. An empty value means the default.
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
    TraceConfig trace,
    ConsoleConfig console) {

  private static final Pattern CONVERSION_FAILED =
      Pattern.compile(
          "config property ([\\w.-]+) with the config value .* converted (?:SRCFG\\d+: )?(.*)");

  private static final Pattern NO_SUCH_WORD =
      Pattern.compile("Cannot convert (.*) to enum class \\S+ allowed values: (.*)");

  private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/@]*:([^/@]+)@");

  /** A line of .env. It has no escapes, unlike a properties file: secrets may have backslashes. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=(.*)");

  private static final int ORDINAL = 300;

  /**
   * Loads {@code .env} and {@code application.yaml} of a directory, and the environment.
   *
   * @throws ConfigException if a setting is invalid; it names all of them
   */
  public static Settings load(Map<String, String> environment, Path directory) {
    return load(environment, directory.resolve(".env"), directory.resolve("application.yaml"));
  }

  /**
   * Loads the files, as far as they exist, and the environment.
   *
   * @throws ConfigException if a setting is invalid; it names all of them
   */
  public static Settings load(Map<String, String> environment, Path envFile, Path yamlFile) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, DurationText::parse)
            .withConverter(Rate.class, 200, Rate::parse)
            .withConverter(Boolean.class, 200, FlagText::parse)
            .withSources(
                new EnvConfigSource(
                    merge(List.of(yaml(yamlFile), dotEnv(envFile), environment)), ORDINAL))
            .withValidateUnknown(false);
    for (Class<?> mapping : List.of(RedisConfig.class, SessionConfig.class, RetryConfig.class)) {
      builder.withMapping(mapping);
    }
    for (Class<?> mapping :
        List.of(ArchiveConfig.class, WorkerConfig.class, LogConfig.class, BatchConfig.class)) {
      builder.withMapping(mapping);
    }
    for (Class<?> mapping :
        List.of(
            LimitConfig.class,
            HttpConfig.class,
            MetricsConfig.class,
            TraceConfig.class,
            ConsoleConfig.class)) {
      builder.withMapping(mapping);
    }
    Settings settings = map(builder);
    settings.maskSecrets();
    List<String> problems = SettingsValidator.problems(settings);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return settings;
  }

  /** The place of the archive. */
  public ArchiveLocation archiveLocation() {
    return new ArchiveLocation(
        archive.dataDir(),
        archive.archiveRevisions(),
        archive
            .archiveUrl()
            .map(
                url ->
                    BucketLocation.parse(
                        url,
                        archive.archiveS3Endpoint(),
                        archive.archiveS3Region(),
                        archive.archiveS3PathStyle())));
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
          config.getConfigMapping(TraceConfig.class),
          config.getConfigMapping(ConsoleConfig.class));
    } catch (ConfigValidationException invalid) {
      throw new ConfigException(
          IntStream.range(0, invalid.getProblemCount())
              .mapToObj(i -> readable(invalid.getProblem(i).getMessage()))
              .toList());
    }
  }

  /** Returns a message of the library for an operator: the name and the problem. */
  private static String readable(String problem) {
    Matcher conversion = CONVERSION_FAILED.matcher(problem);
    return conversion.find()
        ? conversion.group(1).toUpperCase(Locale.ROOT).replace('-', '_')
            + ": "
            + NO_SUCH_WORD.matcher(conversion.group(2)).replaceFirst("'$1' is none of $2")
        : problem;
  }

  /** Masks the secrets in every log. */
  private void maskSecrets() {
    session.telegramApiHash().ifPresent(SecretMask::add);
    session.telegramPhone().ifPresent(SecretMask::add);
    session.sessionKey().ifPresent(SecretMask::add);
    session.sessionKeyNew().ifPresent(SecretMask::add);
    console.consoleToken().ifPresent(SecretMask::add);
    Matcher password = PASSWORD_IN_URL.matcher(redis.redisUrl());
    if (password.find()) {
      SecretMask.add(password.group(1));
    }
  }

  /**
   * Returns the values by the names of the environment; a later source overrides an earlier one.
   */
  private static Map<String, String> merge(List<Map<String, String>> sources) {
    Map<String, String> values = new HashMap<>();
    for (Map<String, String> source : sources) {
      source.forEach(
          (name, value) ->
              values.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
    }
    values.values().removeIf(String::isBlank);
    return values;
  }

  static Map<String, String> yaml(Path file) {
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

  static Map<String, String> dotEnv(Path file) {
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
