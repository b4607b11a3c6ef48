package dev.tgfetcher.cli;

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
    subcommands = {SessionsListVerb.class, SessionsLogoutVerb.class, SessionsRekeyVerb.class})
final class SessionsVerb extends VerbGroup {}
