package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.session.SessionFolder;
import dev.tgfetcher.telegram.session.SessionOwner;
import dev.tgfetcher.telegram.session.SessionQuarantine;
import dev.tgfetcher.telegram.session.TelegramSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the sessions in SESSION_DIR with their accounts and states.",
      "A worker can take a free session. A process of this machine uses one that is in_use.",
      "A quarantined session needs a login. A worker checks a frozen one every five minutes."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher sessions list",
      "  tg-fetcher sessions list --output json"
    })
final class SessionsListSubcommand implements Callable<Integer> {
  /**
   * A row of the list.
   *
   * @param account its number with most digits hidden; null for a session of an older version
   * @param state {@code free}, {@code in_use}, {@code quarantined} or {@code frozen}
   * @param reason the process that uses it, the refusal by Telegram, or the dates of the freeze
   *     with the link to an appeal; null for a free session
   */
  record ListedSession(
      String session,
      @Nullable String account,
      String state,
      @Nullable String reason,
      String directory) {}

  @Mixin private ConfigurationOptions configuration;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    SessionFolder folder =
        new SessionFolder(configuration.settings().session().sessionDir(), Optional.empty());
    List<ListedSession> sessions =
        folder.entries().stream()
            .map(entry -> listed(entry, folder.directoryOf(entry.name()).toAbsolutePath()))
            .toList();
    output.print(
        spec.commandLine().getOut(),
        sessions,
        List.of("SESSION", "ACCOUNT", "STATE", "REASON"),
        SessionsListSubcommand::row);
    return ExitCode.DONE;
  }

  private static ListedSession listed(SessionFolder.Entry entry, Path directory) {
    String account = SessionOwner.of(directory).map(SessionOwner::inWords).orElse(null);
    String path = directory.normalize().toString();
    if (entry.quarantine().isPresent()) {
      SessionQuarantine mark = entry.quarantine().get();
      String reason = reason(mark);
      return new ListedSession(entry.name(), account, state(mark), reason, path);
    }
    return TelegramSession.processUsing(directory)
        .map(pid -> new ListedSession(entry.name(), account, "in_use", "process " + pid, path))
        .orElseGet(() -> new ListedSession(entry.name(), account, "free", null, path));
  }

  private static String state(SessionQuarantine mark) {
    return switch (mark.kind()) {
      case LOGIN_NEEDED -> "quarantined";
      case ACCOUNT_FROZEN -> "frozen";
    };
  }

  private static String reason(SessionQuarantine mark) {
    return switch (mark.kind()) {
      case LOGIN_NEEDED -> mark.reason() + ", since " + mark.since();
      case ACCOUNT_FROZEN -> mark.reason() + "; checked again at " + mark.checkAt();
    };
  }

  private static List<String> row(ListedSession one) {
    String account = one.account();
    String reason = one.reason();
    return List.of(
        one.session(),
        account == null ? "unknown" : account,
        one.state(),
        reason == null ? "" : reason);
  }
}
