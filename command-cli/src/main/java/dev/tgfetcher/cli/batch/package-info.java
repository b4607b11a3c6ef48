/** Subcommands for batches: commands that are pushed together, and end with one event. */
package dev.tgfetcher.cli.batch;
