package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.Table;
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
      "Lists the sessions in SESSION_DIR: whose they are, and whether a worker may take them.",
      "In use means by a process of this machine."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher sessions list",
      "  tg-fetcher sessions list --output json"
    })
final class SessionsListSubcommand implements Callable<Integer> {
  /**
   * A session as it is printed.
   *
   * @param account its number with most digits hidden; null for one made before that was noted
   * @param state {@code free}, {@code in_use} or {@code quarantined}
   * @param reason which process uses it, or what Telegram said; null for a free one
   */
  record Listed(
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
    List<Listed> sessions =
        folder.entries().stream()
            .map(entry -> listed(entry, folder.directoryOf(entry.name()).toAbsolutePath()))
            .toList();
    output.print(
        spec.commandLine().getOut(),
        sessions,
        new Table(
            List.of("SESSION", "ACCOUNT", "STATE", "REASON"),
            sessions.stream().map(SessionsListSubcommand::row).toList()));
    return ExitCode.DONE;
  }

  private static Listed listed(SessionFolder.Entry entry, Path directory) {
    String account = SessionOwner.of(directory).map(SessionOwner::inWords).orElse(null);
    String path = directory.normalize().toString();
    if (entry.quarantine().isPresent()) {
      SessionQuarantine mark = entry.quarantine().get();
      String reason = mark.reason() + ", since " + mark.since();
      return new Listed(entry.name(), account, "quarantined", reason, path);
    }
    return TelegramSession.processUsing(directory)
        .map(pid -> new Listed(entry.name(), account, "in_use", "process " + pid, path))
        .orElseGet(() -> new Listed(entry.name(), account, "free", null, path));
  }

  private static List<String> row(Listed one) {
    String account = one.account();
    String reason = one.reason();
    return List.of(
        one.session(),
        account == null ? "unknown" : account,
        one.state(),
        reason == null ? "" : reason);
  }
}
