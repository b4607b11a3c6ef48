package dev.tgfetcher.cli.console.access;

import java.time.Instant;

/**
 * A login of a browser.
 *
 * @param csrf the secret that each form of this session sends back
 */
record ConsoleSession(ConsoleUser user, String csrf, Instant began, Instant usedAt) {
  ConsoleSession usedAt(Instant now) {
    return new ConsoleSession(user, csrf, began, now);
  }
}
