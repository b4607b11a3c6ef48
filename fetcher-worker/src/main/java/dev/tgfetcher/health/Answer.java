package dev.tgfetcher.health;

import dev.tgfetcher.schema.Json;

/** What an endpoint answers. */
public record Answer(int status, String contentType, String body) {
  static final int OK = 200;
  static final int UNAVAILABLE = 503;

  public static Answer ok(String contentType, String body) {
    return new Answer(OK, contentType, body);
  }

  static Answer json(boolean fine, Object value) {
    return new Answer(
        fine ? OK : UNAVAILABLE, "application/json", Json.MAPPER.writeValueAsString(value));
  }
}
