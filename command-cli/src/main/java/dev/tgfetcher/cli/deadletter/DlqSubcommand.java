package dev.tgfetcher.cli.deadletter;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the commands that were given up, and runs them again.",
      "A dead letter's id follows from its content; the beginning of one is enough."
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
