package dev.tgfetcher.cli.console.access;

import dev.tgfetcher.cli.console.http.ConsoleRequest;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import java.util.Optional;

/**
 * A request with the user who sent it.
 *
 * @param csrf the secret for the forms of the page; empty without a session
 * @param cookie the cookie of a session that began with this request
 */
public record Visit(
    ConsoleRequest request, ConsoleUser user, String csrf, Optional<String> cookie) {
  public boolean mayChange() {
    return user.role().includes(ConsoleRole.OPERATOR) && !csrf.isEmpty();
  }

  /** Adds the cookie of a new session. */
  public ConsoleResponse answer(ConsoleResponse response) {
    return cookie.map(value -> response.with("Set-Cookie", value)).orElse(response);
  }
}
