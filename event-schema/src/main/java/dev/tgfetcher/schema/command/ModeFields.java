package dev.tgfetcher.schema.command;

import static dev.tgfetcher.schema.command.CommandFields.required;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mode of a command and the fields for its days; null for absent fields. Without a mode, the
 * fields are those of the Python fetcher's schedulers, who push {@code date}, {@code days_back} or
 * neither, and {@code full} or {@code incremental} as the strategy.
 */
record ModeFields(
    @Nullable String name,
    @Nullable String strategy,
    @Nullable LocalDate date,
    @Nullable Integer days,
    @Nullable Integer daysBack,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {

  /** The Python fetcher's {@code days_back} of a command that names no day. */
  private static final int DEFAULT_DAYS_BACK = 1;

  static ModeFields of(CommandFields fields) {
    return new ModeFields(
        fields.text("mode"),
        fields.text("strategy"),
        fields.date("date"),
        fields.integer("days", 1, FetchMode.Days.MAX),
        fields.integer("days_back", 1, FetchMode.Days.MAX),
        fields.date("from"),
        fields.date("to"));
  }

  FetchMode toMode() {
    return switch (name == null ? inferredName() : name) {
      case "date" -> new FetchMode.Day(required("date", date));
      case "days" -> new FetchMode.Days(required("days", daysOrDaysBack()));
      case "range" -> range(required("from", from), required("to", to));
      case "yesterday" -> new FetchMode.Yesterday();
      case "full" -> new FetchMode.Full();
      case "incremental" -> new FetchMode.Incremental();
      default ->
          throw new InvalidFieldException(
              "mode", "must be date, days, range, yesterday, full or incremental");
    };
  }

  /** Whether the strategy is the name of a mode. */
  boolean isModeInStrategy() {
    return name == null && ("full".equals(strategy) || "incremental".equals(strategy));
  }

  /** Whether the Python fetcher would read {@code days_back} days, and ignore {@code limit}. */
  boolean isDaysBack() {
    return name == null
        && !isModeInStrategy()
        && date == null
        && days == null
        && from == null
        && to == null;
  }

  private @Nullable Integer daysOrDaysBack() {
    if (days != null) {
      return days;
    }
    return isDaysBack() && daysBack == null ? Integer.valueOf(DEFAULT_DAYS_BACK) : daysBack;
  }

  private String inferredName() {
    if (isModeInStrategy()) {
      return String.valueOf(strategy);
    }
    if (isDaysBack()) {
      return "days";
    }
    List<String> names = new ArrayList<>();
    if (date != null) {
      names.add("date");
    }
    if (days != null || (daysBack != null && date == null)) {
      names.add("days");
    }
    if (from != null || to != null) {
      names.add("range");
    }
    if (names.size() > 1) {
      String meanings = String.join(" or ", names);
      throw new InvalidFieldException("mode", "is missing, and the fields could mean " + meanings);
    }
    return names.get(0);
  }

  private static FetchMode range(LocalDate from, LocalDate to) {
    if (from.isAfter(to)) {
      throw new InvalidFieldException("from", "is later than to");
    }
    return new FetchMode.Range(from, to);
  }
}
