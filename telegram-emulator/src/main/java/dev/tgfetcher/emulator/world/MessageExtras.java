package dev.tgfetcher.emulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rare fields of a message, by their names on the wire.
 *
 * @param fields the fields of the message itself
 * @param reply the fields of its reply header
 * @param whole the fields that differ when a client asks for the whole message
 * @param peers the peers that these fields name
 */
public record MessageExtras(
    Map<String, Object> fields,
    Map<String, Object> reply,
    Map<String, Object> whole,
    List<Peer> peers) {
  static final MessageExtras NONE = new MessageExtras(Map.of(), Map.of(), Map.of(), List.of());

  public MessageExtras {
    fields = Map.copyOf(fields);
    reply = Map.copyOf(reply);
    whole = Map.copyOf(whole);
    peers = List.copyOf(peers);
  }

  MessageExtras with(String field, Object value) {
    return new MessageExtras(plus(fields, field, value), reply, whole, peers);
  }

  MessageExtras withReply(String field, Object value) {
    return new MessageExtras(fields, plus(reply, field, value), whole, peers);
  }

  MessageExtras withWhole(String field, Object value) {
    return new MessageExtras(fields, reply, plus(whole, field, value), peers);
  }

  /** The fields for a client that asks for the whole message. */
  MessageExtras asWhole() {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.putAll(whole);
    return new MessageExtras(all, reply, whole, peers);
  }

  MessageExtras naming(Peer peer) {
    List<Peer> more = new ArrayList<>(peers);
    more.add(peer);
    return new MessageExtras(fields, reply, whole, more);
  }

  private static Map<String, Object> plus(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
