package dev.tgfetcher.history;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Duration;
import java.util.Optional;
import org.redisson.api.RBucket;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one worker has learnt of names, all others know. While Redis is away nothing is known. */
public final class RedisUsernameCache implements UsernameCache {
  private static final Logger log = LoggerFactory.getLogger(RedisUsernameCache.class);

  /** A chat that gave its name away is noticed earlier: it says what it is called. */
  static final Duration CHAT_LIVES = Duration.ofDays(1);

  /** Short: somebody may take the name at any time. */
  static final Duration NOBODY_LIVES = Duration.ofMinutes(5);

  private static final String NOBODY = "nobody";

  private final RedisConnection redis;
  private final RedisKeys keys;

  public RedisUsernameCache(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  @Override
  public Optional<Answer> find(String username) {
    try {
      return Optional.ofNullable(bucket(username).get()).map(RedisUsernameCache::read);
    } catch (RedisException away) {
      log.debug("Redis is away, so Telegram is asked for @{}", username, away);
      return Optional.empty();
    }
  }

  private static Answer read(String value) {
    return value.equals(NOBODY) ? new Answer.Nobody() : new Answer.Chat(Long.parseLong(value));
  }

  @Override
  public void put(String username, Answer answer) {
    try {
      if (answer instanceof Answer.Chat chat) {
        bucket(username).set(String.valueOf(chat.id()), CHAT_LIVES);
      } else {
        bucket(username).set(NOBODY, NOBODY_LIVES);
      }
    } catch (RedisException away) {
      log.debug("Redis is away, so the others do not learn of @{}", username, away);
    }
  }

  private RBucket<String> bucket(String username) {
    return redis.commands().getBucket(keys.username(username), StringCodec.INSTANCE);
  }
}
