package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.command.CommandParser;
import dev.tgfetcher.schema.command.ParsedCommand;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.util.ArrayList;
import java.util.List;
import org.redisson.api.RList;
import org.redisson.api.RType;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Looks for commands in lists that no worker reads, where a scheduler has another name. */
final class StrayCommandsCheck {
  private static final String CHECK = "other lists";
  private static final int MOST_KEYS = 1_000;

  private StrayCommandsCheck() {}

  static CheckResult of(RedisConnection redis, RedisKeys keys) {
    List<String> stray = new ArrayList<>();
    try {
      KeysScanOptions lists =
          KeysScanOptions.defaults().type(RType.LIST).limit(MOST_KEYS).chunkSize(MOST_KEYS);
      for (String key : redis.commands().getKeys().getKeys(lists)) {
        if (!isOfAFleet(redis, keys, key) && hasCommand(redis, key)) {
          stray.add(key);
        }
      }
    } catch (RedisException noRight) {
      return CheckResult.passed(CHECK, "not readable by this user");
    }
    return stray.isEmpty()
        ? CheckResult.passed(CHECK, "no commands in them")
        : CheckResult.warned(
            CHECK,
            "commands in " + String.join(", ", stray) + ", which no worker reads",
            "push to " + keys.pending() + ", or set COMMANDS_QUEUE");
  }

  /** Whether the key belongs to this queue, or to that of another fleet with workers. */
  private static boolean isOfAFleet(RedisConnection redis, RedisKeys keys, String key) {
    boolean isOurs =
        key.equals(keys.pending())
            || key.startsWith(keys.pending() + ":")
            || key.startsWith("{" + keys.pending() + "}");
    return isOurs
        || key.startsWith("{")
        || redis.commands().getKeys().countExists("{" + key + "}:workers") > 0;
  }

  private static boolean hasCommand(RedisConnection redis, String key) {
    RList<String> list = redis.commands().getList(key, StringCodec.INSTANCE);
    List<String> head = list.range(0, 0);
    return !head.isEmpty()
        && CommandParser.parse(head.get(0)) instanceof ParsedCommand.Valid
        && !key.endsWith(":failed")
        && !key.endsWith(":low");
  }
}
