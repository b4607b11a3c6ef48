/**
 * The subcommands of {@code dlq}: list, show, replay, edit, purge, export and import.
 *
 * <p>{@code LetterSelector} reads which letters are meant, {@code LetterSelection} fixes them
 * before the first change, and {@code LetterSweep} changes them one by one. Each change is one Lua
 * script, and the audit records it. This package may import {@code cli.audit}, {@code cli.option},
 * {@code cli.redis} and {@code cli.terminal}.
 */
package dev.tgfetcher.cli.deadletter;
