package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.archive.sql.DaySelection;
import dev.tgfetcher.cli.option.DayArgument;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select archived days. */
final class DayRangeOptions {
  @Option(
      names = "--from",
      paramLabel = "DATE",
      converter = DayArgument.Converter.class,
      description = "First day (UTC): 2025-11-07, yesterday (default: the oldest).")
  private @Nullable DayArgument from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      converter = DayArgument.Converter.class,
      description = "Last day (default: the newest).")
  private @Nullable DayArgument to;

  private final CliContext context;

  DayRangeOptions(CliContext context) {
    this.context = context;
  }

  /**
   * Returns the selection of days.
   *
   * @param chats the wanted chats, in any form in which a command may name one; empty for all
   * @throws CliException if a wanted chat has no days
   */
  DaySelection selection(StoredDays days, List<String> chats, @Nullable Instant writtenSince) {
    LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
    LocalDate first = from == null ? null : from.on(today);
    LocalDate last = to == null ? null : to.on(today);
    if (first != null && last != null && first.isAfter(last)) {
      throw CliException.wrongUsage("--from " + first + " is after --to " + last);
    }
    List<String> folders = chats.stream().map(chat -> ArchivedChat.folder(days, chat)).toList();
    return new DaySelection(folders.stream().distinct().toList(), first, last, writtenSince);
  }
}
