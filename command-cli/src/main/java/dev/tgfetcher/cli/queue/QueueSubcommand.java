package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Lists the commands that have not ended, and cancels them.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher queue list --state pending --chat 'ru_*'",
      "  tg-fetcher queue cancel 0b9c3f5e"
    },
    subcommands = {QueueListSubcommand.class, QueueCancelSubcommand.class})
public final class QueueSubcommand extends SubcommandGroup {}
