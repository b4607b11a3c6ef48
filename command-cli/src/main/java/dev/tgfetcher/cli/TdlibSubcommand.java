package dev.tgfetcher.cli;

import dev.tgfetcher.cli.terminal.SubcommandGroup;
import picocli.CommandLine.Command;

@Command(
    name = "tdlib",
    mixinStandardHelpOptions = true,
    description = "Provides TDLib, Telegram's own library.",
    footer = {"", "Examples:", "  tg-fetcher tdlib install"},
    subcommands = TdlibInstallSubcommand.class)
final class TdlibSubcommand extends SubcommandGroup {}
