package dev.tgfetcher.cli;

import picocli.CommandLine.Command;

@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Lists and verifies the archive files of this machine.",
    footer = {"", "Examples:", "  tg-fetcher archive list", "  tg-fetcher archive verify"},
    subcommands = {ArchiveListVerb.class, ArchiveVerifyVerb.class})
final class ArchiveVerb extends VerbGroup {}
