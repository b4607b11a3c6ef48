package dev.tgfetcher.cli.demo;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import java.util.List;

/**
 * What came of the pushed commands.
 *
 * @param floodWaits that Telegram imposed
 */
record DemoOutcome(DemoEventLog eventLog, List<DeadLetter> deadLetters, long floodWaits) {}
