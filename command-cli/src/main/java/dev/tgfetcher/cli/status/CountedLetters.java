package dev.tgfetcher.cli.status;

import java.time.Instant;
import java.util.Map;

/**
 * The dead letters of each error type at a moment.
 *
 * @param counted the number of the newest letters that were counted
 */
record CountedLetters(Instant at, Map<String, Long> byType, long counted) {}
