package dev.tgfetcher.schema.redis;

import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Every name in Redis. Nothing else in the product spells one.
 *
 * @param queue the list that schedulers push to ({@code COMMANDS_QUEUE})
 * @param eventsChannel the channel that analyzers listen on ({@code EVENTS_CHANNEL})
 */
public record RedisKeys(String queue, String eventsChannel) {
  /** Neither braces, which would move a key's slot, nor what a SCAN pattern gives a meaning. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

  public static final RedisKeys DEFAULT = new RedisKeys("tg_commands", "tg_events");

  /** In the place of an account: a budget whose rate holds for all that have none of their own. */
  public static final String ALL_ACCOUNTS = "all";

  /** A key that nobody writes: to ask for it is to ask whether Redis answers. */
  public static final String PING = "tg_ping";

  public RedisKeys {
    requireName("COMMANDS_QUEUE", queue);
    requireName("EVENTS_CHANNEL", eventsChannel);
  }

  /** LIST of pending commands. */
  public String pending() {
    return queue;
  }

  /** LIST of what a worker has leased. */
  public String processing(String workerId) {
    return prefix() + ":processing:" + workerId;
  }

  /** SCAN pattern of all processing lists. */
  public String processingPattern() {
    return processing("*");
  }

  /** The worker whose processing list this is. */
  public String workerOfProcessing(String processingKey) {
    return suffix(processingKey, processing(""));
  }

  /** HASH with TTL: a worker's heartbeat. */
  public String worker(String workerId) {
    return prefix() + ":worker:" + workerId;
  }

  /** SCAN pattern of all heartbeats. */
  public String workerPattern() {
    return worker("*");
  }

  /** The worker whose heartbeat this is. */
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

  /** LIST of commands that wait for another of the very same payload to end. */
  public String twins() {
    return prefix() + ":twins";
  }

  /** HASH with TTL: the counters of a command, by the SHA-256 of its payload in hex. */
  public String meta(String payloadSha256) {
    return prefix() + ":meta:" + payloadSha256;
  }

  /** STRING with TTL: the last step that a run of an operator's verb has made. */
  public String operatorRun(String runId) {
    return prefix() + ":operator:" + runId;
  }

  /**
   * HASH with TTL: the commands of a correlation id and a chat that operators took off the queue,
   * by their ids.
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

  /** STREAM of the same events. */
  public String eventStream() {
    return eventsChannel + ":stream";
  }

  /** STRING with TTL: the duplicate marker of a chat's day. */
  public String dedup(String chat, LocalDate date) {
    return "tg_dedup:" + chat + ":" + date;
  }

  /** STRING with TTL: the chat that a public name belongs to; the case of names means nothing. */
  public String username(String username) {
    return "tg_username:" + username.toLowerCase(Locale.ROOT);
  }

  /** HASH: the budget that all workers of an account share. */
  public String limit(String account, String methodClass) {
    return "tg_limit:" + account + ":" + methodClass;
  }

  /** SCAN pattern of all budgets, and of what goes with them. */
  public String limitPattern() {
    return limit("*", "*");
  }

  /** ZSET of requests that wait for a permit, by its moment in microseconds. */
  public String limitWaiting(String account, String methodClass) {
    return limit(account, methodClass) + ":waiting";
  }

  /** ZSET with TTL: permits of the last minute, by their moment in microseconds. */
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

  /** STRING: the counter from which Redisson takes the tokens of a fenced lock. */
  public String dayLockToken(String dayLock) {
    return "redisson_lock_token:{" + dayLock + "}";
  }

  public String sessionLock(String sessionName) {
    return "tg_lock:session:" + sessionName;
  }

  public String probeLock(String account, String methodClass) {
    return "tg_lock:probe:" + account + ":" + methodClass;
  }

  /** Held by the one scheduler that pushes by the schedule of this name. */
  public String scheduleLock(String schedule) {
    return "tg_lock:schedule:" + schedule;
  }

  /** STRING: the last time, in ms, for which the schedule of this name has pushed. */
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
