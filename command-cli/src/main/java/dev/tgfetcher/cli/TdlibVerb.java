package dev.tgfetcher.cli;

import picocli.CommandLine.Command;

@Command(
    name = "tdlib",
    mixinStandardHelpOptions = true,
    description = "Provides TDLib, Telegram's own library.",
    footer = {"", "Examples:", "  tg-fetcher tdlib install"},
    subcommands = TdlibInstallVerb.class)
final class TdlibVerb extends VerbGroup {}
