/**
 * The subcommand {@code demo}: the main job on one machine, with its own Redis and an emulated
 * Telegram.
 *
 * <p>{@code Demo} starts the environment and two worker processes, {@code DemoRun} pushes commands
 * and watches them, and {@code DemoSummary} compares the result with the expected one. This is the
 * only package of the CLI that may import the emulator.
 */
package dev.tgfetcher.cli.demo;
