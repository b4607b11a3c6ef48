/**
 * The terminal and the process around a subcommand: streams, tables, progress, questions and stops.
 *
 * <p>{@code CliContext} is the only source of environment variables, streams and time, so that
 * tests can replace them. This package imports no other package of the CLI.
 */
package dev.tgfetcher.cli.terminal;
