/** The changes that operators make in the console, each by the subcommand of the command line. */
package dev.tgfetcher.cli.console.action;
