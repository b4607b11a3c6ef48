/**
 * Fetches the days of a command. {@link dev.tgfetcher.fetch.FetchHandler} makes a {@link
 * dev.tgfetcher.fetch.FetchRun} of each lease, and {@link dev.tgfetcher.fetch.Fetcher} runs it.
 * {@link dev.tgfetcher.day.HistoryReader} reads a window of days, and {@link
 * dev.tgfetcher.fetch.DayArchiver} writes and announces each of them.
 *
 * <p>Locks and duplicate marks keep two workers from the same day. The package may import all
 * packages of the worker except {@code batch}, {@code session}, {@code upkeep}, {@code worker},
 * {@code metrics}, {@code trace} and {@code health}.
 */
package dev.tgfetcher.fetch;
