package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.telegram.session.SessionKey;
import dev.tgfetcher.telegram.session.SessionRekey;
import dev.tgfetcher.telegram.session.SessionSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "rekey",
    mixinStandardHelpOptions = true,
    description = {
      "Encrypts a session with a new key, without a new login.",
      "The new key comes from SESSION_KEY_NEW or a file; SESSION_KEY is the present key. "
          + "After a failure the session is restored with its present key."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher sessions rekey main --new-key-file /run/secrets/new_session_key",
      "  read -rs SESSION_KEY_NEW && export SESSION_KEY_NEW && tg-fetcher sessions rekey main"
    })
final class SessionsRekeySubcommand implements Callable<Integer> {
  @Mixin private SessionOptions session;

  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      description = "File with the new key, instead of SESSION_KEY_NEW.")
  private @Nullable Path newKeyFile;

  @Spec private CommandSpec spec;

  private final CliContext context;

  public SessionsRekeySubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SessionSettings settings = session.settings();
    SessionKey key = newKey();
    PrintWriter err = spec.commandLine().getErr();
    SessionRekey.run(session.tdlib(err::println), settings, key);
    err.println(
        "Session "
            + session.inWords(settings)
            + " has its new key. Set SESSION_KEY to it before a worker starts.");
    return ExitCode.DONE;
  }

  private SessionKey newKey() throws IOException {
    String passphrase =
        newKeyFile != null
            ? Files.readString(context.directory().resolve(newKeyFile)).strip()
            : session.config().sessionKeyNew().orElse("");
    if (passphrase.isBlank()) {
      throw CliException.wrongUsage("no new key: set SESSION_KEY_NEW or add --new-key-file");
    }
    return SessionKey.of(passphrase);
  }
}
