package dev.tgfetcher.health;

import dev.tgfetcher.schema.json.Json;

/** What an endpoint answers. */
public record EndpointResponse(int status, String contentType, String body) {
  static final int OK = 200;
  static final int UNAVAILABLE = 503;

  public static EndpointResponse ok(String contentType, String body) {
    return new EndpointResponse(OK, contentType, body);
  }

  static EndpointResponse json(boolean fine, Object value) {
    return new EndpointResponse(
        fine ? OK : UNAVAILABLE, "application/json", Json.MAPPER.writeValueAsString(value));
  }
}
