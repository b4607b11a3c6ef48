/** The pages of the console: markup as values, made from the JSON that subcommands print. */
package dev.tgfetcher.cli.console.page;
