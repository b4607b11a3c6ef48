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
 * @param peers the peers that these fields name
 */
public record MessageExtras(
    Map<String, Object> fields, Map<String, Object> reply, List<Peer> peers) {
  static final MessageExtras NONE = new MessageExtras(Map.of(), Map.of(), List.of());

  public MessageExtras {
    fields = Map.copyOf(fields);
    reply = Map.copyOf(reply);
    peers = List.copyOf(peers);
  }

  MessageExtras with(String field, Object value) {
    return new MessageExtras(plus(fields, field, value), reply, peers);
  }

  MessageExtras withReply(String field, Object value) {
    return new MessageExtras(fields, plus(reply, field, value), peers);
  }

  MessageExtras naming(Peer peer) {
    List<Peer> more = new ArrayList<>(peers);
    more.add(peer);
    return new MessageExtras(fields, reply, more);
  }

  private static Map<String, Object> plus(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
