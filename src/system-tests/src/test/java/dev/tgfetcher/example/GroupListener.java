package dev.tgfetcher.example;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.redisson.Redisson;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamGroup;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamRangeArgs;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Reads the events of tg-fetcher as a member of a consumer group. Each event goes to one member:
 *
 * <ol>
 *   <li>creates the group, which begins with the oldest event that the stream still has;
 *   <li>takes over the events that a dead member has left;
 *   <li>reads new events, and acknowledges each after its handler has returned.
 * </ol>
 *
 * <p>A member that dies before it acknowledges an event leaves it to another one, so an event may
 * be handled twice. Handlers recognize it by its {@code event_id}.
 *
 * <p>Arguments: the address, such as {@code redis://analyzer:password@127.0.0.1:6379}, the group,
 * and the name of the member.
 */
public final class GroupListener {
  private static final String STREAM = "tg_events:stream";
  private static final String FIELD = "event";
  private static final int AT_A_TIME = 100;

  /** Longer than a member takes for the events that it reads at a time. */
  private static final Duration CLAIM_AFTER = Duration.ofMinutes(1);

  private final RStream<String, String> stream;
  private final String group;
  private final String member;
  private final Duration claimAfter;

  /**
   * Creates a member.
   *
   * @param claimAfter an event that its member has not acknowledged for so long goes to another one
   */
  public GroupListener(RedissonClient redis, String group, String member, Duration claimAfter) {
    this.stream = redis.getStream(STREAM, StringCodec.INSTANCE);
    this.group = group;
    this.member = member;
    this.claimAfter = claimAfter;
  }

  public static void main(String... args) {
    Config config = new Config();
    config.useSingleServer().setAddress(args[0]);
    RedissonClient redis = Redisson.create(config);
    GroupListener listener = new GroupListener(redis, args[1], args[2], CLAIM_AFTER);
    listener.createGroup();
    while (true) {
      if (listener.mayHaveMissed()) {
        System.err.println("The stream has dropped events: compare with the files of the archive");
      }
      listener.read(System.out::println, Duration.ofSeconds(5));
    }
  }

  /** Creates the group if it does not exist. */
  public void createGroup() {
    try {
      stream.createGroup(StreamCreateGroupArgs.name(group).id(StreamMessageId.ALL).makeStream());
    } catch (RedisException e) {
      if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
        throw e;
      }
    }
  }

  /**
   * Hands on the next events as JSON.
   *
   * @param wait for a new event, if no member has left one
   * @return how many events were handled
   */
  public int read(Consumer<String> handler, Duration wait) {
    Map<StreamMessageId, Map<String, String>> events =
        stream
            .autoClaim(
                group,
                member,
                claimAfter.toMillis(),
                TimeUnit.MILLISECONDS,
                StreamMessageId.MIN,
                AT_A_TIME)
            .getMessages();
    if (events.isEmpty()) {
      events =
          stream.readGroup(
              group, member, StreamReadGroupArgs.neverDelivered().count(AT_A_TIME).timeout(wait));
    }
    events.forEach(
        (id, fields) -> {
          handler.accept(fields.get(FIELD));
          stream.ack(group, id);
        });
    return events.size();
  }

  /**
   * Whether the stream has dropped events before the group read them. It keeps about 100,000, so
   * this happens to a group that was away for long. The files of the archive have all days.
   */
  public boolean mayHaveMissed() {
    StreamMessageId last =
        stream.listGroups().stream()
            .filter(known -> known.getName().equals(group))
            .map(StreamGroup::getLastDeliveredId)
            .findFirst()
            .orElseThrow();
    boolean hasRead = last.getId0() > 0;
    return hasRead
        && isEmptyBetween(last, last)
        && !isEmptyBetween(StreamMessageId.MIN, StreamMessageId.MAX);
  }

  private boolean isEmptyBetween(StreamMessageId start, StreamMessageId end) {
    return stream.range(StreamRangeArgs.startId(start).endId(end).count(1)).isEmpty();
  }
}
