package dev.tgfetcher.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the history of a queue from the transactions of its Redis. */
public final class RecordedHistory {
  /** ZSET of the pushes that a test has made, scored by the time of Redis in milliseconds. */
  public static final String PUSHED = "chaos:pushed";

  private static final String LOCK_TOKEN = "redisson_lock_token:";

  private final RedisKeys keys;
  private final QueuePlaces places;
  private final Map<String, String> payloads = new HashMap<>();
  private final Map<String, Long> tokens = new HashMap<>();
  private final Map<String, Integer> pushed = new HashMap<>();
  private final Map<String, Integer> ended = new HashMap<>();
  private final List<Pushed> pushes = new ArrayList<>();
  private final List<Leased> leases = new ArrayList<>();
  private final List<Ended> ends = new ArrayList<>();
  private final List<Placed> placements = new ArrayList<>();
  private final List<Published> events = new ArrayList<>();
  private final List<Locked> locks = new ArrayList<>();
  private Moment now = new Moment(0, Instant.EPOCH);

  private RecordedHistory(RedisKeys keys) {
    this.keys = keys;
    this.places = new QueuePlaces(keys);
  }

  /** Reads the bytes of an append-only file. */
  public static FleetHistory.Recorded read(byte[] appendOnlyFile, RedisKeys keys) {
    RecordedHistory history = new RecordedHistory(keys);
    AppendOnlyFile.transactions(appendOnlyFile).forEach(history::add);
    return new FleetHistory.Recorded(
        history.pushes,
        history.leases,
        history.ends,
        history.placements,
        history.events,
        history.locks);
  }

  private void add(List<List<String>> transaction) {
    now = new Moment(now.order() + 1, now.at());
    transaction.forEach(this::readTime);
    Set<String> touched = new HashSet<>();
    for (List<String> words : transaction) {
      addPush(words);
      touched.addAll(places.run(words));
      addLease(words);
      addEvent(words);
      addLock(words);
    }
    addEnd(transaction);
    for (String payload : touched) {
      placements.add(
          new Placed(
              now,
              payload,
              pushed.getOrDefault(payload, 0),
              ended.getOrDefault(payload, 0),
              places.of(payload)));
    }
  }

  private void readTime(List<String> words) {
    if (isCommand(words, "ZADD", PUSHED) || isCommand(words, "ZADD", keys.workers())) {
      now =
          new Moment(
              now.order(), Instant.ofEpochMilli(Long.parseLong(words.get(words.size() - 2))));
    } else if (isCommand(words, "XADD", keys.eventStream())) {
      int id = words.indexOf("event") - 1;
      String millis = words.get(id).replaceAll("-.*", "");
      now = new Moment(now.order(), Instant.ofEpochMilli(Long.parseLong(millis)));
    } else if (words.get(0).equalsIgnoreCase("HSETNX") && words.get(2).equals("first_seen")) {
      now = new Moment(now.order(), Instant.ofEpochMilli(Long.parseLong(words.get(3))));
    }
  }

  private void addPush(List<String> words) {
    if (isCommand(words, "RPUSH", keys.pending())) {
      for (String payload : words.subList(2, words.size())) {
        pushes.add(new Pushed(now, payload));
        pushed.merge(payload, 1, Integer::sum);
        payloads.put(keys.meta(Payload.of(payload.getBytes(UTF_8)).sha256()), payload);
      }
    }
  }

  private void addLease(List<String> words) {
    Map<String, String> fields = fields(words);
    String payload = words.size() > 1 ? payloads.get(words.get(1)) : null;
    if (payload != null && fields.containsKey("claimed_by") && fields.containsKey("held_in")) {
      String worker = keys.workerOfProcessing(fields.get("held_in"));
      leases.add(new Leased(now, payload, worker, fields.get("claimed_by")));
    }
  }

  private void addEnd(List<List<String>> transaction) {
    boolean hasEnd = false;
    for (List<String> words : transaction) {
      Map<String, String> fields = fields(words);
      String payload = words.size() > 1 ? payloads.get(words.get(1)) : null;
      if (payload != null && fields.containsKey("settled_by")) {
        hasEnd = true;
        String how = fields.getOrDefault("settled_as", "split");
        end(payload, fields.get("settled_by"), Ended.How.valueOf(how.toUpperCase(Locale.ROOT)));
      }
    }
    if (!hasEnd) {
      addEndWithoutLease(transaction);
    }
  }

  private void addEndWithoutLease(List<List<String>> transaction) {
    boolean buries =
        transaction.stream().anyMatch(words -> isCommand(words, "RPUSH", keys.failed()));
    boolean cancels =
        transaction.stream()
            .anyMatch(words -> words.size() > 1 && words.get(1).startsWith(cancelledPrefix()));
    for (List<String> words : transaction) {
      boolean removes = words.get(0).equalsIgnoreCase("LREM") || words.get(0).equals("ZREM");
      String payload = removes ? words.get(words.size() - 1) : "";
      if (removes && buries && words.get(1).startsWith(keys.processing(""))) {
        end(payload, "", Ended.How.DEAD_LETTER);
      } else if (removes && cancels) {
        end(payload, "", Ended.How.CANCELLED);
      }
    }
  }

  private String cancelledPrefix() {
    return keys.cancelled("", "").replaceAll("::$", ":");
  }

  private void end(String payload, String token, Ended.How how) {
    ends.add(new Ended(now, payload, token, how));
    ended.merge(payload, how.isTerminal() ? 1 : 0, Integer::sum);
  }

  private void addEvent(List<String> words) {
    if (!isCommand(words, "XADD", keys.eventStream())) {
      return;
    }
    JsonNode event = Json.MAPPER.readTree(words.get(words.indexOf("event") + 1));
    String date = event.path("date").asString("");
    events.add(
        new Published(
            now,
            event.path("event_id").asString(""),
            event.path("event").asString(""),
            event.path("command_id").asString(""),
            date.isEmpty() ? "" : event.path("chat").asString("") + " " + date,
            event.path("revision").asInt(0)));
  }

  private void addLock(List<String> words) {
    String key = words.size() > 1 ? words.get(1) : "";
    if (!key.startsWith(LOCK_TOKEN)) {
      return;
    }
    switch (words.get(0).toUpperCase(Locale.ROOT)) {
      case "INCR" -> lock(key, tokens.getOrDefault(key, 0L) + 1);
      case "SET", "PSETEX", "SETEX" -> {
        long token = Long.parseLong(words.get(words.get(0).equalsIgnoreCase("SET") ? 2 : 3));
        if (token != tokens.getOrDefault(key, 0L)) {
          lock(key, token);
        }
      }
      case "DEL", "UNLINK" -> tokens.remove(key);
      default -> {
        // The command gives out no token.
      }
    }
  }

  private void lock(String key, long token) {
    tokens.put(key, token);
    locks.add(new Locked(now, key.substring(LOCK_TOKEN.length()), token));
  }

  private static boolean isCommand(List<String> words, String name, String key) {
    return words.size() > 2 && words.get(0).equalsIgnoreCase(name) && words.get(1).equals(key);
  }

  /** The fields that an HSET or HMSET writes. */
  private static Map<String, String> fields(List<String> words) {
    Map<String, String> fields = new HashMap<>();
    if (words.get(0).equalsIgnoreCase("HSET") || words.get(0).equalsIgnoreCase("HMSET")) {
      for (int i = 2; i + 1 < words.size(); i += 2) {
        fields.put(words.get(i), words.get(i + 1));
      }
    }
    return fields;
  }
}
