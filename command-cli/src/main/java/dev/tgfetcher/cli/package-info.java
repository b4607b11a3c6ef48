/**
 * The program {@code tg-fetcher}: its main class, the tree of subcommands, and the failure handler.
 *
 * <p>This package has the subcommands without their own package: worker, completion, man-pages and
 * tdlib. This package may import every package below it; none of them may import this one.
 */
package dev.tgfetcher.cli;
