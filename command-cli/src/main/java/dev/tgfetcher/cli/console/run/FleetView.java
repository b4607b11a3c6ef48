package dev.tgfetcher.cli.console.run;

import dev.tgfetcher.cli.status.FleetStatus;
import dev.tgfetcher.cli.status.MinuteOfWork;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The state of the fleet that all browsers share for a moment.
 *
 * @param minutes the work of the last minutes, the oldest first
 * @param json the status as {@code status --output json} prints it
 */
public record FleetView(FleetStatus status, List<MinuteOfWork> minutes, JsonNode json) {}
