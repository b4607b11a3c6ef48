package dev.tgfetcher.cli;

import dev.tgfetcher.telegram.SessionKey;
import dev.tgfetcher.telegram.SessionRekey;
import dev.tgfetcher.telegram.SessionSettings;
import dev.tgfetcher.worker.ExitCode;
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
      "The new key comes from SESSION_KEY_NEW or a file; SESSION_KEY is the one that the "
          + "session has. If anything fails, the session is put back as it was."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher sessions rekey main --new-key-file /run/secrets/new_session_key",
      "  read -rs SESSION_KEY_NEW && export SESSION_KEY_NEW && tg-fetcher sessions rekey main"
    })
final class SessionsRekeyVerb implements Callable<Integer> {
  @Mixin private SessionOptions session;

  @Option(
      names = "--new-key-file",
      paramLabel = "FILE",
      description = "File that holds the new key, in place of SESSION_KEY_NEW.")
  private @Nullable Path newKeyFile;

  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  SessionsRekeyVerb(Surroundings surroundings) {
    this.surroundings = surroundings;
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
            ? Files.readString(surroundings.directory().resolve(newKeyFile)).strip()
            : session.config().sessionKeyNew().orElse("");
    if (passphrase.isBlank()) {
      throw VerbFailure.wrongUsage("no new key: set SESSION_KEY_NEW, or name a --new-key-file");
    }
    return SessionKey.of(passphrase);
  }
}
