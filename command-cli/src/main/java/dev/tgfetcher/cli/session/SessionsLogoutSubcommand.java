package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.telegram.TelegramException;
import dev.tgfetcher.telegram.session.SessionProblem;
import dev.tgfetcher.telegram.session.SessionSettings;
import dev.tgfetcher.telegram.session.SessionUnavailableException;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "logout",
    mixinStandardHelpOptions = true,
    description = "Logs a session out at Telegram and removes it from this machine.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher sessions logout second",
      "  tg-fetcher sessions logout second --yes"
    })
final class SessionsLogoutSubcommand implements Callable<Integer> {
  @Mixin private SessionOptions session;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask for confirmation.")
  private boolean yes;

  @Spec private CommandSpec spec;

  private final CliContext context;

  public SessionsLogoutSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SessionSettings settings = session.settings();
    String words = session.inWords(settings);
    if (!yes && !agrees(words)) {
      throw CliException.failed("not confirmed, so session " + words + " stays");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      logOut(session.tdlib(err::println), settings);
      err.println("Logged out of session " + words + ".");
    } catch (SessionUnavailableException e) {
      boolean goneAlready =
          e.problem() == SessionProblem.SESSION_ENDED
              || e.problem() == SessionProblem.NOT_LOGGED_IN;
      if (!goneAlready) {
        throw e;
      }
      err.println("Telegram had ended session " + words + " before.");
    }
    remove(settings.directory());
    return ExitCode.DONE;
  }

  /** Opens the session again after a failure: if Telegram has ended it, this throws. */
  private static void logOut(Path library, SessionSettings settings) throws InterruptedException {
    try {
      TelegramSession.open(library, settings).logOut();
    } catch (TelegramException e) {
      TelegramSession.open(library, settings).close();
      throw e;
    }
  }

  private boolean agrees(String words) throws IOException {
    if (!context.terminal().in()) {
      throw CliException.wrongUsage("this ends session " + words + " for good: add --yes");
    }
    PrintWriter err = spec.commandLine().getErr();
    err.print("End session " + words + " for good? [y/N] ");
    err.flush();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
    String answer = in.readLine();
    return answer != null && List.of("y", "Y", "yes").contains(answer.strip());
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
