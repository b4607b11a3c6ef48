package dev.tgfetcher.cli.option;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.RedisConfig;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.queue.KeyTypes;
import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.redis.RedisFault;
import dev.tgfetcher.redis.RedisUnreachableException;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which Redis to use and where the configuration comes from. */
public final class ConnectionOptions {
  /** The Redis user of a connection that names none. */
  public static final String DEFAULT_USER = "default";

  private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:[^/@]+@");

  @Option(
      names = "--redis-url",
      paramLabel = "URL",
      description = "Redis to use, instead of REDIS_URL; without a password.")
  private @Nullable String redisUrl;

  @Mixin private ConfigurationOptions configuration;

  private final CliContext context;

  public ConnectionOptions(CliContext context) {
    this.context = context;
    this.configuration = new ConfigurationOptions(context);
  }

  public ConfigurationOptions configuration() {
    return configuration;
  }

  public Settings settings() {
    Map<String, String> environment = new HashMap<>(context.environment());
    if (redisUrl != null) {
      refusePassword(redisUrl);
      environment.put("REDIS_URL", redisUrl);
    }
    return configuration.settings(environment);
  }

  /** Refuses a password, because every user of the machine can read arguments. */
  private static void refusePassword(String url) {
    if (PASSWORD.matcher(url).find()) {
      throw CliException.wrongUsage(
          "--redis-url has a password, which other users can read in the list of processes:"
              + " put the URL into REDIS_URL, or into a file for --env-file");
    }
  }

  public RedisKeys keys() {
    RedisConfig redis = settings().redis();
    return checked(
        () -> new RedisKeys(redis.commandsQueue(), redis.eventsChannel(), redis.eventsFormat()));
  }

  /** Connects to Redis, or borrows the connection of the context; the caller closes it. */
  public RedisConnection connect() {
    return context.redis().map(RedisConnection::borrowed).orElseGet(this::open);
  }

  private RedisConnection open() {
    RedisConfig redis = settings().redis();
    return checked(
        () ->
            RedisConnection.open(
                RedisAddress.parse(redis.redisUrl()).trusting(redis.redisCaFile()), 0));
  }

  /**
   * Explains a failure by a key of a wrong type.
   *
   * @return empty if it has another cause
   */
  public Optional<String> explain(RedisException failure) {
    if (RedisFault.of(failure) != RedisFault.WRONG_TYPE) {
      return Optional.empty();
    }
    try (RedisConnection redis = connect()) {
      return new KeyTypes(redis, keys()).explain(failure);
    } catch (RedisUnreachableException away) {
      return Optional.empty();
    }
  }

  /** The Redis user of {@link #connect}. */
  public String user() {
    String user = RedisAddress.parse(settings().redis().redisUrl()).user();
    return user == null ? DEFAULT_USER : user;
  }

  private static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(String.valueOf(e.getMessage())));
    }
  }
}
