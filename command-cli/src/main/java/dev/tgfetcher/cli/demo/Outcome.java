package dev.tgfetcher.cli.demo;

import dev.tgfetcher.schema.DeadLetter;
import java.util.List;

/**
 * What came of the pushed commands.
 *
 * @param floodWaits that Telegram imposed
 */
record Outcome(Happenings happenings, List<DeadLetter> deadLetters, long floodWaits) {}
