package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "orphans",
    mixinStandardHelpOptions = true,
    description = {
      "Lists and requeues the commands that dead workers left.",
      "A living worker requeues them within half a minute; use this if the fleet has none."
    },
    footer = {"", "Examples:", "  tg-fetcher orphans list", "  tg-fetcher orphans requeue"},
    subcommands = {OrphansListSubcommand.class, OrphansRequeueSubcommand.class})
public final class OrphansSubcommand extends SubcommandGroup {}
