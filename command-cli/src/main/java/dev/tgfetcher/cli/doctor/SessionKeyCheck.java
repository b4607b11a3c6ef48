package dev.tgfetcher.cli.doctor;

import dev.tgfetcher.config.ConfigException;
import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.session.SessionFolder;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.telegram.library.TdlibUnavailableException;
import dev.tgfetcher.telegram.session.SessionProbe;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks that the session key opens the free sessions, and that they are logged in. */
final class SessionKeyCheck {
  private static final String CHECK = "session key";
  private static final int MOST_SESSIONS = 3;

  private SessionKeyCheck() {}

  /** Empty if there is no free session, or no TDLib; other checks report that. */
  static List<CheckResult> of(SessionConfig config, Supplier<TdlibProvisioner> tdlib) {
    try {
      Optional<Path> library = tdlib.get().present();
      return library.isEmpty() ? List.of() : check(config, library.get());
    } catch (TdlibUnavailableException | ConfigException | UnsatisfiedLinkError reported) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<CheckResult> check(SessionConfig config, Path library)
      throws InterruptedException {
    SessionSettingsFactory settings = new SessionSettingsFactory(config);
    SessionFolder folder = new SessionFolder(config.sessionDir(), Optional.empty());
    List<CheckResult> results = new ArrayList<>();
    for (SessionFolder.Entry entry : folder.entries()) {
      SessionSettings session = settings.settings(entry.name());
      if (results.size() < MOST_SESSIONS && isFree(entry, session.directory())) {
        results.add(check(library, entry.name(), session));
      }
    }
    return results;
  }

  private static boolean isFree(SessionFolder.Entry entry, Path directory) {
    return entry.quarantine().isEmpty()
        && Files.isRegularFile(directory.resolve("td.binlog"))
        && TelegramSession.processUsing(directory).isEmpty();
  }

  private static CheckResult check(Path library, String name, SessionSettings settings)
      throws InterruptedException {
    Optional<SessionUnavailableException> problem = SessionProbe.problem(library, settings);
    if (problem.isEmpty()) {
      return CheckResult.passed(CHECK, "opens " + name);
    }
    String remedy =
        problem.get().problem() == SessionProblem.WRONG_KEY
            ? "set SESSION_KEY to the key of the login, or: tg-fetcher sessions logout " + name
            : "run: tg-fetcher login --session " + name;
    return CheckResult.failed(CHECK, String.valueOf(problem.get().getMessage()), remedy);
  }
}
