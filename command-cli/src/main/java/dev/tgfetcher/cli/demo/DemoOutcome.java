package dev.tgfetcher.cli.demo;

import dev.tgfetcher.schema.deadletter.DeadLetter;
import java.util.List;

/**
 * The outcome of the pushed commands.
 *
 * @param floodWaits the number of flood waits by Telegram
 */
record DemoOutcome(DemoEventLog eventLog, List<DeadLetter> deadLetters, long floodWaits) {}
