package dev.tgfetcher.cli;

import picocli.CommandLine.Command;

@Command(
    name = "queue",
    mixinStandardHelpOptions = true,
    description = "Shows the commands that are on their way, and takes them off it.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher queue list --state pending --chat 'ru_*'",
      "  tg-fetcher queue cancel 0b9c3f5e"
    },
    subcommands = {QueueListVerb.class, QueueCancelVerb.class})
final class QueueVerb extends VerbGroup {}
