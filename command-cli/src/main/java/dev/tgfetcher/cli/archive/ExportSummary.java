package dev.tgfetcher.cli.archive;

import dev.tgfetcher.cli.archive.sql.ExportFormat;
import dev.tgfetcher.cli.archive.sql.LoadReport.UnreadableDay;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts about an export, which also stand in its {@code export.json}.
 *
 * @param schemaVersion the version of the tables; a new column raises the second number
 * @param since the start of an increment; null for an export of all days
 * @param nextSince the start of the next increment
 * @param unreadable the days whose files could not be read, and which are left out
 */
record ExportSummary(
    String schemaVersion,
    ExportFormat format,
    @Nullable Instant since,
    Instant nextSince,
    int days,
    long messages,
    long comments,
    List<UnreadableDay> unreadable) {

  /** The version of {@code tables.sql}. */
  static final String SCHEMA_VERSION = "1.0";

  ExportSummary {
    unreadable = List.copyOf(unreadable);
  }
}
