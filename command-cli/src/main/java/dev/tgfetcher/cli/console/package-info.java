/**
 * The subcommand {@code console}: pages in the browser, and a JSON API, for what the other
 * subcommands print and do. No subcommand depends on it.
 */
package dev.tgfetcher.cli.console;
