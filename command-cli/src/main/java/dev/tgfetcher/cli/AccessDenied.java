package dev.tgfetcher.cli;

import java.nio.file.AccessDeniedException;
import java.util.Optional;

/**
 * Finds the file or folder that this user has no right to use. In containers it often belongs to
 * another user.
 */
final class AccessDenied {
  private AccessDenied() {}

  /** The message for the operator; empty when the failure has another cause. */
  static Optional<String> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AccessDeniedException denied) {
        return Optional.of(
            "%s: permission denied: give the user %s the right to use it, as by chown -R"
                .formatted(denied.getFile(), System.getProperty("user.name")));
      }
    }
    return Optional.empty();
  }
}
