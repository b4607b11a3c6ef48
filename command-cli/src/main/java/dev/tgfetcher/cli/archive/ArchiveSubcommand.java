package dev.tgfetcher.cli.archive;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Lists, verifies, compares, exports and queries the archived days.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher archive list",
      "  tg-fetcher archive verify",
      "  tg-fetcher archive export --format parquet --into export",
      "  tg-fetcher archive query 'SELECT chat, count(*) FROM messages GROUP BY chat'"
    },
    subcommands = {
      ArchiveListSubcommand.class,
      ArchiveVerifySubcommand.class,
      ArchiveExportSubcommand.class,
      ArchiveQuerySubcommand.class,
      ArchiveDiffSubcommand.class,
      ArchiveHistorySubcommand.class
    })
public final class ArchiveSubcommand extends SubcommandGroup {}
