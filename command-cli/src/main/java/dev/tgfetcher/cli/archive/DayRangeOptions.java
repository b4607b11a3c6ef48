package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.ArchiveLayout;
import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.archive.sql.DaySelection;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.schema.command.ChatRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that select archived days. */
final class DayRangeOptions {
  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = Day.class,
      description = "First day (UTC): 2025-11-07 (default: the oldest).")
  private @Nullable LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = Day.class,
      description = "Last day (default: the newest).")
  private @Nullable LocalDate to;

  /**
   * Returns the selection of days.
   *
   * @param chats the wanted chats, in any form in which a command may name one; empty for all
   * @throws CliException if a wanted chat has no days
   */
  DaySelection selection(ArchiveLayout layout, List<String> chats, @Nullable Instant writtenSince) {
    if (from != null && to != null && from.isAfter(to)) {
      throw CliException.wrongUsage("--from " + from + " is after --to " + to);
    }
    StoredDays days = new StoredDays(layout);
    List<String> folders = chats.stream().map(chat -> folder(days, layout, chat)).toList();
    return new DaySelection(folders.stream().distinct().toList(), from, to, writtenSince);
  }

  private static String folder(StoredDays days, ArchiveLayout layout, String name) {
    return ChatRef.parse(name)
        .map(ChatRef::folder)
        .filter(folder -> !days.days(folder).isEmpty())
        .orElseThrow(
            () ->
                CliException.failed(
                    "there are no days of '%s' in %s: leave out the name to take all chats"
                        .formatted(name, layout.root())));
  }

  /** Converts a UTC day. */
  static final class Day implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException("'" + text + "' is no day: write 2025-11-07");
      }
    }
  }
}
