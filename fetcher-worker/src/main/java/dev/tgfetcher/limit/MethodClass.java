package dev.tgfetcher.limit;

import dev.tgfetcher.schema.json.WireName;
import java.util.List;
import java.util.stream.Stream;

/** A group of Telegram methods that share one rate limit. */
public enum MethodClass {
  HISTORY,
  /** Messages by their ids. */
  MESSAGES,
  REPLIES,
  REACTIONS,
  RESOLVE,
  FULL_INFO,
  OTHER,
  /** TDLib answers these requests itself and sends nothing; they have no rate limit. */
  LOCAL;

  private static final List<MethodClass> LIMITED =
      Stream.of(values()).filter(method -> method != LOCAL).toList();

  /** Returns the classes that have a rate limit. */
  public static List<MethodClass> limited() {
    return LIMITED;
  }

  /** Returns the name in Redis keys, metric labels and on the command line. */
  public String wireName() {
    return WireName.of(this);
  }
}
