package dev.tgfetcher.schema.redis;

import dev.tgfetcher.schema.event.EventFormat;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of all keys and channels in Redis, and the format of the events there. No other class
 * contains such a name.
 *
 * @param queue the list of pending commands ({@code COMMANDS_QUEUE})
 * @param eventsChannel the channel of events ({@code EVENTS_CHANNEL})
 * @param eventsFormat the format of events in the stream ({@code EVENTS_FORMAT})
 */
public record RedisKeys(String queue, String eventsChannel, EventFormat eventsFormat) {
  /** No braces, which set a key's cluster slot, and no characters of a SCAN pattern. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

  public static final RedisKeys DEFAULT = new RedisKeys("tg_commands", "tg_events");

  /** Takes the place of an account: the rate limit of all accounts without an own one. */
  public static final String ALL_ACCOUNTS = "all";

  /** A key that is never written. A read of it checks the connection. */
  public static final String PING = "tg_ping";

  /** Another key that is never written. In a cluster it has another slot than {@link #PING}. */
  public static final String PING_OF_OTHER_SLOT = "tg_limit:ping";

  public RedisKeys {
    requireName("COMMANDS_QUEUE", queue);
    requireName("EVENTS_CHANNEL", eventsChannel);
  }

  /** Names for plain events. */
  public RedisKeys(String queue, String eventsChannel) {
    this(queue, eventsChannel, EventFormat.PLAIN);
  }

  /** LIST of pending commands. */
  public String pending() {
    return queue;
  }

  /** LIST of pending commands of low priority. */
  public String low() {
    return queue + ":low";
  }

  /**
   * SET with TTL: the SHA-1 of the commands that came from the low list without the field {@code
   * priority}. They return to it.
   */
  public String unmarkedLow() {
    return prefix() + ":unmarked_low";
  }

  /** LIST of the commands that a worker has leased. */
  public String processing(String workerId) {
    return prefix() + ":processing:" + workerId;
  }

  /** SCAN pattern of all processing lists. */
  public String processingPattern() {
    return processing("*");
  }

  /** The worker of a processing list. */
  public String workerOfProcessing(String processingKey) {
    return suffix(processingKey, processing(""));
  }

  /** HASH with TTL: the heartbeat of a worker. */
  public String worker(String workerId) {
    return prefix() + ":worker:" + workerId;
  }

  /** SCAN pattern of all heartbeats. */
  public String workerPattern() {
    return worker("*");
  }

  /** The worker of a heartbeat. */
  public String workerOfHeartbeat(String workerKey) {
    return suffix(workerKey, worker(""));
  }

  /** ZSET of the workers of the last hour, scored by their last heartbeat in milliseconds. */
  public String workers() {
    return prefix() + ":workers";
  }

  /** ZSET of retries, scored by due time in milliseconds. */
  public String delayed() {
    return prefix() + ":delayed";
  }

  /** LIST of the commands that wait for a command with an equal payload. */
  public String twins() {
    return prefix() + ":twins";
  }

  /**
   * HASH of the pauses: {@code fleet}, {@code chat:<glob>}, {@code account:<id>} or {@code
   * worker:<id>}, each with its reason as JSON.
   */
  public String paused() {
    return prefix() + ":paused";
  }

  /**
   * LIST of the commands that wait for the end of a pause of their chat.
   *
   * @param pause its field in {@link #paused}
   */
  public String waitingForPause(String pause) {
    return paused() + ":" + pause;
  }

  /** STRING: the id of the fleet, which names its files in a data directory. */
  public String fleet() {
    return prefix() + ":fleet";
  }

  /** STRING: the index of the twin at which the next look at them begins, if there are many. */
  public String twinsPosition() {
    return prefix() + ":twins_position";
  }

  /** STRING with TTL: exists for a moment after a look at many twins. */
  public String twinsLook() {
    return prefix() + ":twins_look";
  }

  /** HASH with TTL: the counters of a command, by the SHA-256 of its payload in hex. */
  public String meta(String payloadSha256) {
    return prefix() + ":meta:" + payloadSha256;
  }

  /** HASH with TTL: the state of a command, and its result after its end. */
  public String result(String commandId) {
    return prefix() + ":result:" + commandId;
  }

  /** The command id of a result. */
  public String commandOfResult(String resultKey) {
    return suffix(resultKey, result(""));
  }

  /**
   * HASH with TTL: the parts of a split command, until the last of them has ended.
   *
   * @param run names the run of the split command
   */
  public String parts(String commandId, long run) {
    return prefix() + ":parts:" + run + ":" + commandId;
  }

  /** HASH with TTL: the commands of a batch, and their outcomes. */
  public String batch(String batchId) {
    return prefix() + ":batch:" + batchId;
  }

  /** The id of a batch. */
  public String batchOfKey(String batchKey) {
    return suffix(batchKey, batch(""));
  }

  /** STRING with TTL: the last finished step of an operator's subcommand. */
  public String operatorRun(String runId) {
    return prefix() + ":operator:" + runId;
  }

  /**
   * HASH with TTL: the commands that operators removed from the queue, by command id, for one
   * correlation id and chat.
   */
  public String cancelled(String correlationId, String chatFolder) {
    return prefix() + ":cancelled:" + chatFolder + ":" + correlationId;
  }

  /** LIST of dead letters. */
  public String failed() {
    return queue + ":failed";
  }

  /** Pub/Sub channel of events. */
  public String events() {
    return eventsChannel;
  }

  /** STREAM of events. */
  public String eventStream() {
    return eventsChannel + ":stream";
  }

  /** STRING with TTL: the duplicate marker of a chat's day. */
  public String dedup(String chat, LocalDate date) {
    return "tg_dedup:" + chat + ":" + date;
  }

  /** STRING with TTL: the chat of a public name, in any case. */
  public String username(String username) {
    return "tg_username:" + username.toLowerCase(Locale.ROOT);
  }

  /** HASH: the rate limit that all workers of an account share. */
  public String limit(String account, String methodClass) {
    return "tg_limit:" + account + ":" + methodClass;
  }

  /** SCAN pattern of all rate limits and of their waiting and granted permits. */
  public String limitPattern() {
    return limit("*", "*");
  }

  /** ZSET of the requests that wait for a permit, scored by its time in microseconds. */
  public String limitWaiting(String account, String methodClass) {
    return limit(account, methodClass) + ":waiting";
  }

  /** ZSET with TTL: the permits of the last minute, scored by their time in microseconds. */
  public String limitGranted(String account, String methodClass) {
    return limit(account, methodClass) + ":granted";
  }

  /** STRING with TTL: the hold after a flood wait. */
  public String floodHold(String account, String methodClass) {
    return "tg_flood:" + account + ":" + methodClass;
  }

  public String dayLock(String chat, LocalDate date) {
    return "tg_lock:day:" + chat + ":" + date;
  }

  /** STRING: the counter for the fencing tokens of a lock, which Redisson increments. */
  public String dayLockToken(String dayLock) {
    return "redisson_lock_token:{" + dayLock + "}";
  }

  public String sessionLock(String sessionName) {
    return "tg_lock:session:" + sessionName;
  }

  public String probeLock(String account, String methodClass) {
    return "tg_lock:probe:" + account + ":" + methodClass;
  }

  /** The lock of the scheduler that pushes the commands of a schedule. */
  public String scheduleLock(String schedule) {
    return "tg_lock:schedule:" + schedule;
  }

  /** STRING: the latest time, in ms, for which a schedule has pushed its commands. */
  public String schedule(String schedule) {
    return prefix() + ":schedule:" + schedule;
  }

  public String upkeepLock() {
    return "tg_lock:upkeep";
  }

  public String reaperLock() {
    return "tg_lock:reaper";
  }

  /** STREAM of operator actions. */
  public String audit() {
    return "tg_audit";
  }

  private String prefix() {
    return "{" + queue + "}";
  }

  private static String suffix(String key, String prefix) {
    if (!key.startsWith(prefix)) {
      throw new IllegalArgumentException(key + " does not start with " + prefix);
    }
    return key.substring(prefix.length());
  }

  private static void requireName(String property, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          property + " must be 1 to 200 of A-Z a-z 0-9 _ . : - but is '" + name + "'");
    }
  }
}
