package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "orphans",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what dead workers left in hand, and gives it back.",
      "Living workers do that by themselves within half a minute; this is for a registry that "
          + "has none."
    },
    footer = {"", "Examples:", "  tg-fetcher orphans list", "  tg-fetcher orphans requeue"},
    subcommands = {OrphansListSubcommand.class, OrphansRequeueSubcommand.class})
public final class OrphansSubcommand extends SubcommandGroup {}
