package dev.tgfetcher.schema.command;

import static dev.tgfetcher.schema.command.CommandFields.required;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mode of a command and the fields for its days; null for absent fields. */
record ModeFields(
    @Nullable String name,
    @Nullable LocalDate date,
    @Nullable Integer days,
    @Nullable LocalDate from,
    @Nullable LocalDate to) {

  static ModeFields of(CommandFields fields) {
    Integer daysBack = fields.integer("days_back", 1, FetchMode.Days.MAX);
    Integer days = fields.integer("days", 1, FetchMode.Days.MAX);
    return new ModeFields(
        fields.text("mode"),
        fields.date("date"),
        days == null ? daysBack : days,
        fields.date("from"),
        fields.date("to"));
  }

  FetchMode toMode() {
    return switch (name == null ? inferredName() : name) {
      case "date" -> new FetchMode.Day(required("date", date));
      case "days" -> new FetchMode.Days(required("days", days));
      case "range" -> range(required("from", from), required("to", to));
      case "yesterday" -> new FetchMode.Yesterday();
      case "full" -> new FetchMode.Full();
      case "incremental" -> new FetchMode.Incremental();
      default ->
          throw new InvalidFieldException(
              "mode", "must be date, days, range, yesterday, full or incremental");
    };
  }

  private String inferredName() {
    List<String> names = new ArrayList<>();
    if (date != null) {
      names.add("date");
    }
    if (days != null) {
      names.add("days");
    }
    if (from != null || to != null) {
      names.add("range");
    }
    if (names.isEmpty()) {
      throw new InvalidFieldException("mode", "is missing, and so are date, days, from and to");
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
