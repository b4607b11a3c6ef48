package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = {
      "Lists dead letters, the commands that failed for good, and replays them.",
      "The id of a dead letter is a hash of its content; its beginning is enough."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher dlq list --error-type access_denied",
      "  tg-fetcher dlq show 3f2a",
      "  tg-fetcher dlq replay --chat '@ru_*' --rate 5/s"
    },
    subcommands = {
      DlqListSubcommand.class,
      DlqShowSubcommand.class,
      DlqReplaySubcommand.class,
      DlqEditSubcommand.class,
      DlqPurgeSubcommand.class,
      DlqExportSubcommand.class,
      DlqImportSubcommand.class,
    })
public final class DlqSubcommand extends SubcommandGroup {}
