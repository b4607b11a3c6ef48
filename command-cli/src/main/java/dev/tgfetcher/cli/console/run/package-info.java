/** Runs subcommands of the command line for the console, so that both compute nothing twice. */
package dev.tgfetcher.cli.console.run;
