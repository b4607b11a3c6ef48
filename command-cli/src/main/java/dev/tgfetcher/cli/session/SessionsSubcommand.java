package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = "Lists the sessions of this machine, logs them out and changes their key.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher sessions list",
      "  tg-fetcher sessions logout second",
      "  tg-fetcher sessions rekey main --new-key-file /run/secrets/new_session_key"
    },
    subcommands = {
      SessionsListSubcommand.class,
      SessionsLogoutSubcommand.class,
      SessionsRekeySubcommand.class
    })
public final class SessionsSubcommand extends SubcommandGroup {}
