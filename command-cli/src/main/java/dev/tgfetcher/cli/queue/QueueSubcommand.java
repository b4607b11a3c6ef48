package dev.tgfetcher.cli.queue;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Lists, pauses, resumes and cancels the commands that have not ended.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher queue list --state pending --chat 'ru_*'",
      "  tg-fetcher queue pause --chat 'ru_*' --for 2h --why 'legal asked'",
      "  tg-fetcher queue cancel 0b9c3f5e"
    },
    subcommands = {
      QueueListSubcommand.class,
      QueuePauseSubcommand.class,
      QueueResumeSubcommand.class,
      QueueCancelSubcommand.class
    })
public final class QueueSubcommand extends SubcommandGroup {}
