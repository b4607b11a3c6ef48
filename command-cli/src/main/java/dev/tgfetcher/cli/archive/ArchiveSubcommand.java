package dev.tgfetcher.cli.archive;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Lists and verifies the archive files of this machine.",
    footer = {"", "Examples:", "  tg-fetcher archive list", "  tg-fetcher archive verify"},
    subcommands = {ArchiveListSubcommand.class, ArchiveVerifySubcommand.class})
public final class ArchiveSubcommand extends SubcommandGroup {}
