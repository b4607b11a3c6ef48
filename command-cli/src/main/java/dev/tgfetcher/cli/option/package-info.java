/**
 * The options and arguments that several subcommands share.
 *
 * <p>A mixin holds the options and returns what they select, such as {@code DayOptions} a command.
 * This package may import {@code cli.terminal} and the modules below the CLI, but no package of a
 * subcommand.
 */
package dev.tgfetcher.cli.option;
