package dev.tgfetcher.convert;

import dev.tgfetcher.telegram.TdFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts a poll or a quiz. A count that Telegram does not show to the account is null. */
final class PollConverter {
  private static final Set<String> FIELDS =
      Set.of(
          "question",
          "total_voter_count",
          "is_anonymous",
          "allows_multiple_answers",
          "allows_revoting",
          "members_only",
          "country_codes",
          "is_closed",
          "open_period",
          "close_date");

  private PollConverter() {}

  static Map<String, @Nullable Object> of(JsonNode poll) {
    boolean hasResults = poll.path("can_see_results").asBoolean(true);
    Map<String, @Nullable Object> details = PlainFields.only(poll, FIELDS);
    if (!hasResults && TdFields.number(poll, "total_voter_count") == 0) {
      details.put("total_voter_count", null);
    }
    JsonNode type = poll.path("type");
    details.put("poll_type", TypeName.of(type, "pollType"));
    details.put("options", options(poll, hasResults));
    if (TdFields.type(type).equals("pollTypeQuiz")) {
      details.put("correct_options", correctOptions(type));
      details.put("explanation", TdFields.stringOrNull(type.path("explanation"), "text"));
    }
    return details;
  }

  private static List<Map<String, @Nullable Object>> options(JsonNode poll, boolean hasResults) {
    return poll.path("options").valueStream().map(option -> option(option, hasResults)).toList();
  }

  private static Map<String, @Nullable Object> option(JsonNode option, boolean hasResults) {
    Map<String, @Nullable Object> fields =
        new TreeMap<>(PlainFields.only(option, Set.of("text", "voter_count")));
    if (!hasResults) {
      fields.put("voter_count", null);
    }
    return fields;
  }

  /** The indexes of the correct options; null until the account has answered, or the quiz ends. */
  private static @Nullable Object correctOptions(JsonNode quiz) {
    JsonNode ids = quiz.path("correct_option_ids");
    return ids.isEmpty() ? null : PlainFields.value("correct_option_ids", ids);
  }
}
