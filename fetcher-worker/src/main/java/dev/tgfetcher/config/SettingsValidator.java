package dev.tgfetcher.config;

import dev.tgfetcher.redis.RedisAddress;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.telegram.session.SessionName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What values of the right kind may not say, each told with the name of its setting. */
final class SettingsValidator {
  /** It becomes part of keys and the name of a folder. */
  private static final Pattern WORKER_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

  private final List<String> problems = new ArrayList<>();

  private SettingsValidator() {}

  static List<String> in(Settings settings) {
    SettingsValidator nonsense = new SettingsValidator();
    nonsense.numbers(settings);
    nonsense.durations(settings);
    nonsense.names(settings);
    nonsense.addresses(settings);
    return List.copyOf(nonsense.problems);
  }

  private void numbers(Settings settings) {
    settings.session().telegramApiId().ifPresent(id -> atLeast(1, "TELEGRAM_API_ID", id));
    atLeast(1, "MAX_RETRY_ATTEMPTS", settings.retry().maxRetryAttempts());
    atLeast(1, "DEAD_LETTERS_HIGH_WATER", settings.retry().deadLettersHighWater());
    atLeast(1, "WORKER_CONCURRENCY", settings.worker().workerConcurrency());
    atLeast(1, "TDLIB_RECYCLE_AFTER", settings.worker().tdlibRecycleAfter());
    atLeast(0, "ARCHIVE_REVISIONS", settings.archive().archiveRevisions());
    atLeast(0, "METRICS_MAX_CHATS", settings.metrics().metricsMaxChats());
    int port = settings.http().httpPort();
    if (port < 0 || port > 65_535) {
      problems.add("HTTP_PORT must be from 0 to 65535: " + port);
    }
  }

  private void durations(Settings settings) {
    positive("RETRY_BASE_DELAY", settings.retry().retryBaseDelay());
    positive("SHUTDOWN_TIMEOUT", settings.worker().shutdownTimeout());
    positive("RATE_LIMIT_RECOVERY", settings.limits().rateLimitRecovery());
    positive("DEFER_AFTER", settings.limits().deferAfter());
    if (settings.retry().retryMaxDelay().compareTo(settings.retry().retryBaseDelay()) < 0) {
      problems.add(
          "RETRY_MAX_DELAY must not be shorter than RETRY_BASE_DELAY: %s < %s"
              .formatted(
                  DurationText.format(settings.retry().retryMaxDelay()),
                  DurationText.format(settings.retry().retryBaseDelay())));
    }
  }

  private void names(Settings settings) {
    allow(() -> new RedisKeys(settings.redis().commandsQueue(), "tg_events"));
    allow(() -> new RedisKeys("tg_commands", settings.redis().eventsChannel()));
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

  private void addresses(Settings settings) {
    String redis = settings.redis().redisUrl();
    if (redis.matches("(rediss?|redis-sentinel)://.*")) {
      allow(() -> RedisAddress.parse(redis));
    } else {
      problems.add("REDIS_URL must start with redis://, rediss:// or redis-sentinel://");
    }
    web("LOKI_URL", settings.log().lokiUrl());
  }

  private void atLeast(int least, String name, int value) {
    if (value < least) {
      problems.add(name + " must be at least " + least + ": " + value);
    }
  }

  private void positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      problems.add(name + " must be longer than 0: " + DurationText.format(value));
    }
  }

  private void web(String name, Optional<URI> address) {
    address
        .filter(uri -> uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?"))
        .ifPresent(uri -> problems.add(name + " must be like http://host:port: '" + uri + "'"));
  }

  /** Notes what a constructor refuses; its message names the setting. */
  private void allow(Runnable made) {
    try {
      made.run();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }
}
