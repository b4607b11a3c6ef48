/**
 * Reads a window of days from a chat's history. {@link dev.tgfetcher.day.HistoryReader} pages
 * through the history, {@link dev.tgfetcher.day.DaySplitter} puts each message into the day of its
 * date, and {@link dev.tgfetcher.day.DayBuilder} collects the days. A {@link
 * dev.tgfetcher.day.DaySink} takes each day at its end, with the reasons if it is incomplete.
 *
 * <p>Imports {@code history}, {@code comment}, {@code convert} and the spools of {@code archive}.
 */
package dev.tgfetcher.day;
