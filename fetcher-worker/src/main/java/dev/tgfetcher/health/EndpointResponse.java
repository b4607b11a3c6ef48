package dev.tgfetcher.health;

import dev.tgfetcher.schema.json.Json;

/** The response of an HTTP endpoint. */
public record EndpointResponse(int status, String contentType, String body) {
  static final int OK = 200;
  static final int UNAVAILABLE = 503;

  /** Creates a response with status 200. */
  public static EndpointResponse ok(String contentType, String body) {
    return new EndpointResponse(OK, contentType, body);
  }

  /** Creates a JSON response with status 200, or 503 if not healthy. */
  static EndpointResponse json(boolean healthy, Object value) {
    return new EndpointResponse(
        healthy ? OK : UNAVAILABLE, "application/json", Json.MAPPER.writeValueAsString(value));
  }
}
