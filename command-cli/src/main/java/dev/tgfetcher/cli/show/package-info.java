/** The subcommand {@code show}: all that is known of one command. */
package dev.tgfetcher.cli.show;
