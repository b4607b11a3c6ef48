package dev.tgfetcher.cli.batch;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows batches: commands that were pushed together, and end with one event.",
      "'push --batch NAME' and 'schedule --batch NAME' make them."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher push @ru_python t.me/durov --days 7 --batch nightly-17",
      "  tg-fetcher batch show nightly-17"
    },
    subcommands = {BatchListSubcommand.class, BatchShowSubcommand.class})
public final class BatchSubcommand extends SubcommandGroup {}
