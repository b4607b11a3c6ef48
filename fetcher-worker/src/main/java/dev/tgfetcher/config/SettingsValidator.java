package dev.tgfetcher.config;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.session.SessionName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds settings whose values have the right type and are still invalid. */
final class SettingsValidator {
  /** A worker id is part of Redis keys and the name of a folder. */
  private static final Pattern WORKER_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private final List<String> problems = new ArrayList<>();

  private SettingsValidator() {}

  /** Returns the problems of all settings, each with the name of its setting. */
  static List<String> problems(Settings settings) {
    SettingsValidator validator = new SettingsValidator();
    validator.checkNumbers(settings);
    validator.checkDurations(settings);
    validator.checkNames(settings);
    validator.checkAddresses(settings);
    return List.copyOf(validator.problems);
  }

  private void checkNumbers(Settings settings) {
    settings.session().telegramApiId().ifPresent(id -> checkAtLeast(1, "TELEGRAM_API_ID", id));
    checkAtLeast(1, "MAX_RETRY_ATTEMPTS", settings.retry().maxRetryAttempts());
    checkAtLeast(1, "DEAD_LETTERS_HIGH_WATER", settings.retry().deadLettersHighWater());
    checkAtLeast(1, "WORKER_CONCURRENCY", settings.worker().workerConcurrency());
    checkAtLeast(2, "LOW_PRIORITY_EVERY", settings.worker().lowPriorityEvery());
    checkAtLeast(1, "TDLIB_RECYCLE_AFTER", settings.worker().tdlibRecycleAfter());
    checkAtLeast(0, "ARCHIVE_REVISIONS", settings.archive().archiveRevisions());
    checkAtLeast(0, "METRICS_MAX_CHATS", settings.metrics().metricsMaxChats());
    checkBetween(1, 200, "MESSAGES_PER_REQUEST", settings.worker().messagesPerRequest());
    checkBetween(0, 65_535, "HTTP_PORT", settings.http().httpPort());
    checkBetween(0, 65_535, "CONSOLE_PORT", settings.console().consolePort());
  }

  private void checkDurations(Settings settings) {
    checkPositive("RESULT_TTL", settings.redis().resultTtl());
    checkPositive("RETRY_BASE_DELAY", settings.retry().retryBaseDelay());
    checkPositive("SHUTDOWN_TIMEOUT", settings.worker().shutdownTimeout());
    checkPositive("RATE_LIMIT_RECOVERY", settings.limits().rateLimitRecovery());
    checkPositive("CONSOLE_SESSION_TTL", settings.console().consoleSessionTtl());
    checkPositive("DEFER_AFTER", settings.limits().deferAfter());
    if (settings.retry().retryMaxDelay().compareTo(settings.retry().retryBaseDelay()) < 0) {
      problems.add(
          "RETRY_MAX_DELAY must not be shorter than RETRY_BASE_DELAY: %s < %s"
              .formatted(
                  DurationText.format(settings.retry().retryMaxDelay()),
                  DurationText.format(settings.retry().retryBaseDelay())));
    }
  }

  private void checkNames(Settings settings) {
    checkAccepted(() -> new RedisKeys(settings.redis().commandsQueue(), "tg_events"));
    checkAccepted(() -> new RedisKeys("tg_commands", settings.redis().eventsChannel()));
    settings
        .session()
        .sessionName()
        .filter(name -> !SessionName.isValid(name))
        .ifPresent(name -> problems.add("SESSION_NAME: " + SessionName.problem(name)));
    settings
        .worker()
        .workerId()
        .filter(id -> !WORKER_ID.matcher(id).matches())
        .ifPresent(
            id ->
                problems.add(
                    "WORKER_ID must be 1 to 128 of A-Z a-z 0-9 _ . - and not begin with a dot: '"
                        + id
                        + "'"));
  }

  private void checkAddresses(Settings settings) {
    String redis = settings.redis().redisUrl();
    if (redis.matches("(rediss?|redis-sentinel)://.*")) {
      checkAccepted(() -> RedisAddress.parse(redis));
    } else {
      problems.add("REDIS_URL must start with redis://, rediss:// or redis-sentinel://");
    }
    checkWeb("LOKI_URL", settings.log().lokiUrl());
    settings.archive().archivePublicUrl().ifPresent(this::checkPublic);
    checkWeb("ARCHIVE_S3_ENDPOINT", settings.archive().archiveS3Endpoint());
    checkAccepted(settings::archiveLocation);
  }

  private void checkAtLeast(int least, String name, int value) {
    if (value < least) {
      problems.add(name + " must be at least " + least + ": " + value);
    }
  }

  private void checkBetween(int least, int most, String name, int value) {
    if (value < least || value > most) {
      problems.add(name + " must be from " + least + " to " + most + ": " + value);
    }
  }

  private void checkPositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      problems.add(name + " must be longer than 0: " + DurationText.format(value));
    }
  }

  private void checkWeb(String name, Optional<URI> address) {
    address
        .filter(uri -> !isWeb(uri))
        .ifPresent(uri -> problems.add(name + " must be like http://host:port: '" + uri + "'"));
  }

  /** The address is published in events, so it must not have a password. */
  private void checkPublic(URI address) {
    boolean plain =
        address.getUserInfo() == null
            && address.getQuery() == null
            && address.getFragment() == null;
    if (!isWeb(address)) {
      problems.add(
          "ARCHIVE_PUBLIC_URL must be like https://files.example/archive: '" + address + "'");
    } else if (!plain) {
      problems.add("ARCHIVE_PUBLIC_URL must have no user, no query (?) and no fragment (#)");
    }
  }

  private static boolean isWeb(URI address) {
    return address.getHost() != null
        && String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT).matches("https?");
  }

  /** Adds the message of a refused value, which names the setting. */
  private void checkAccepted(Runnable constructor) {
    try {
      constructor.run();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }
}
