package dev.tgfetcher.config;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** The rate limits of an account. {@code .env.example} gives the sources of the defaults. */
@ConfigMapping(prefix = "")
public interface LimitConfig {
  @WithDefault("30/30s")
  Rate rateLimitHistory();

  @WithDefault("30/30s")
  Rate rateLimitMessages();

  @WithDefault("30/30s")
  Rate rateLimitReplies();

  @WithDefault("4/60s")
  Rate rateLimitReactions();

  @WithDefault("10+1/60s")
  Rate rateLimitResolve();

  @WithDefault("30/60s")
  Rate rateLimitFullInfo();

  @WithDefault("5/s")
  Rate rateLimitOther();

  /** Time in which a rate grows from zero to the configured one; a hold cuts it in half. */
  @WithDefault("20m")
  Duration rateLimitRecovery();

  /** The longest hold that a request waits for; a longer one defers its command. */
  @WithDefault("10s")
  Duration deferAfter();

  /** Returns all rates together. */
  default RateLimits rates() {
    return new RateLimits(
        Map.of(
            MethodClass.HISTORY, rateLimitHistory(),
            MethodClass.MESSAGES, rateLimitMessages(),
            MethodClass.REPLIES, rateLimitReplies(),
            MethodClass.REACTIONS, rateLimitReactions(),
            MethodClass.RESOLVE, rateLimitResolve(),
            MethodClass.FULL_INFO, rateLimitFullInfo(),
            MethodClass.OTHER, rateLimitOther()),
        rateLimitRecovery());
  }
}
