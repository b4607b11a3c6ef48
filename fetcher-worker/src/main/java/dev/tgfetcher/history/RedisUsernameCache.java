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

/** Shares the look-ups of usernames among all workers. While Redis is away it is empty. */
public final class RedisUsernameCache implements UsernameCache {
  private static final Logger log = LoggerFactory.getLogger(RedisUsernameCache.class);

  /** A chat that has changed its name is noticed earlier: TDLib shows its present name. */
  static final Duration CHAT_LIVES = Duration.ofDays(1);

  /** Short, because a chat may take the name at any time. */
  static final Duration FREE_LIVES = Duration.ofMinutes(5);

  /** The value of a free name in Redis. */
  private static final String FREE = "nobody";

  private final RedisConnection redis;
  private final RedisKeys keys;

  public RedisUsernameCache(RedisConnection redis, RedisKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  @Override
  public Optional<Entry> find(String username) {
    try {
      return Optional.ofNullable(bucket(username).get()).map(RedisUsernameCache::read);
    } catch (RedisException away) {
      log.debug("Redis is away, so @{} is looked up at Telegram", username, away);
      return Optional.empty();
    }
  }

  private static Entry read(String value) {
    return value.equals(FREE) ? new Entry.Free() : new Entry.Chat(Long.parseLong(value));
  }

  @Override
  public void put(String username, Entry entry) {
    try {
      if (entry instanceof Entry.Chat chat) {
        bucket(username).set(String.valueOf(chat.id()), CHAT_LIVES);
      } else {
        bucket(username).set(FREE, FREE_LIVES);
      }
    } catch (RedisException away) {
      log.debug("Redis is away, so other workers look up @{} again", username, away);
    }
  }

  private RBucket<String> bucket(String username) {
    return redis.commands().getBucket(keys.username(username), StringCodec.INSTANCE);
  }
}
