package dev.tgfetcher.cli.doctor;

import static java.util.stream.Collectors.joining;

import dev.tgfetcher.telegram.session.SessionQuarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that there are enough usable sessions, and that other users cannot read them. */
final class SessionCheck {
  private static final String CHECK = "session";
  private static final String PERMISSIONS = "session permissions";
  private static final String DATABASE = "td.binlog";
  private static final String REMEDY = "run: tg-fetcher login";

  private SessionCheck() {}

  /**
   * Checks each session in the directory.
   *
   * @param wanted how many sessions a worker can use at a time
   */
  static List<CheckResult> of(Path directory, int wanted) {
    Path folder = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      return List.of(CheckResult.failed(CHECK, "none yet in " + folder, REMEDY));
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> sessions =
          entries
              .filter(session -> Files.isRegularFile(session.resolve(DATABASE)))
              .sorted()
              .toList();
      List<CheckResult> results = new ArrayList<>();
      results.add(ofUsable(folder, sessions, wanted));
      results.addAll(
          sessions.stream().filter(SessionCheck::othersRead).map(SessionCheck::open).toList());
      return results;
    } catch (IOException e) {
      return List.of(
          CheckResult.failed(
              CHECK, folder + " cannot be read", "give this user the right to read SESSION_DIR"));
    }
  }

  private static CheckResult ofUsable(Path folder, List<Path> sessions, int wanted) {
    List<String> usable = names(sessions, null);
    List<String> refused = names(sessions, SessionQuarantine.Kind.LOGIN_NEEDED);
    List<String> frozen = names(sessions, SessionQuarantine.Kind.ACCOUNT_FROZEN);
    String detail = String.join(", ", usable) + " in " + folder;
    if (!frozen.isEmpty()) {
      return frozen(folder, sessions, usable);
    }
    if (usable.isEmpty()) {
      return refused.isEmpty()
          ? CheckResult.failed(CHECK, "none yet in " + folder, REMEDY)
          : CheckResult.failed(
              CHECK,
              "all in quarantine: " + String.join(", ", refused),
              "run: tg-fetcher login --session " + refused.get(0));
    }
    if (!refused.isEmpty()) {
      return CheckResult.warned(
          CHECK,
          detail + "; in quarantine: " + String.join(", ", refused),
          "run: tg-fetcher login --session " + refused.get(0));
    }
    return usable.size() >= wanted
        ? CheckResult.passed(CHECK, detail)
        : CheckResult.warned(
            CHECK,
            detail + ", fewer than WORKER_CONCURRENCY=" + wanted,
            "log in more sessions, or lower WORKER_CONCURRENCY");
  }

  private static CheckResult frozen(Path folder, List<Path> sessions, List<String> usable) {
    String frozen =
        sessions.stream()
            .map(SessionCheck::freezeOf)
            .flatMap(Optional::stream)
            .collect(joining("; "));
    String remedy = "see runbooks/TgFetcherAccountFrozen.md; workers check the account again";
    return usable.isEmpty()
        ? CheckResult.failed(CHECK, frozen, remedy)
        : CheckResult.warned(
            CHECK, String.join(", ", usable) + " in " + folder + "; " + frozen, remedy);
  }

  private static Optional<String> freezeOf(Path session) {
    return SessionQuarantine.of(session)
        .filter(mark -> mark.kind() == SessionQuarantine.Kind.ACCOUNT_FROZEN)
        .map(mark -> session.getFileName() + ": " + mark.reason());
  }

  /** The names of the sessions with a kind of quarantine; null for those without one. */
  private static List<String> names(List<Path> sessions, SessionQuarantine.@Nullable Kind kind) {
    return sessions.stream()
        .filter(
            session ->
                SessionQuarantine.of(session).map(SessionQuarantine::kind).orElse(null) == kind)
        .map(session -> session.getFileName().toString())
        .toList();
  }

  private static boolean othersRead(Path session) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(session);
      return permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.GROUP_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static CheckResult open(Path session) {
    return CheckResult.warned(
        PERMISSIONS, "other users can read " + session, "run: chmod 700 " + session);
  }
}
