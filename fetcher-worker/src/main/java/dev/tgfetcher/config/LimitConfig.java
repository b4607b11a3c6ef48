package dev.tgfetcher.config;

import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.Rate;
import dev.tgfetcher.limit.RateLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How much an account asks of Telegram; {@code .env.example} tells where the defaults are from. */
@ConfigMapping(prefix = "")
public interface LimitConfig {
  @WithDefault("30/30s")
  Rate rateLimitHistory();

  @WithDefault("30/30s")
  Rate rateLimitReplies();

  @WithDefault("4/60s")
  Rate rateLimitReactions();

  @WithDefault("1/60s")
  Rate rateLimitResolve();

  @WithDefault("30/60s")
  Rate rateLimitFullInfo();

  @WithDefault("5/s")
  Rate rateLimitOther();

  /** In which a rate grows from nothing to the configured one; after a flood it starts at half. */
  @WithDefault("20m")
  Duration rateLimitRecovery();

  /** A command whose next request would wait longer is put aside, and another one is taken. */
  @WithDefault("10s")
  Duration deferAfter();

  /** All of them. */
  default RateLimits rates() {
    return new RateLimits(
        Map.of(
            MethodClass.HISTORY, rateLimitHistory(),
            MethodClass.REPLIES, rateLimitReplies(),
            MethodClass.REACTIONS, rateLimitReactions(),
            MethodClass.RESOLVE, rateLimitResolve(),
            MethodClass.FULL_INFO, rateLimitFullInfo(),
            MethodClass.OTHER, rateLimitOther()),
        rateLimitRecovery());
  }
}
