package dev.tgfetcher.emulator.world;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A poll or a quiz.
 *
 * @param votes the votes of each option; null when Telegram does not tell them to the viewer
 * @param correct the index of a quiz's correct option; -1 for a poll
 * @param explanation the explanation of a quiz's answer, or null
 */
public record Poll(
    String question,
    List<String> options,
    int totalVotes,
    @Nullable List<Integer> votes,
    int correct,
    @Nullable String explanation) {

  /** A poll that the viewer has not answered: only the number of voters is known. */
  public static Poll hidden(String question, List<String> options, int totalVotes) {
    return new Poll(question, options, totalVotes, null, -1, null);
  }

  /** A closed poll. */
  public static Poll closed(String question, List<String> options, List<Integer> votes) {
    return new Poll(question, options, sum(votes), votes, -1, null);
  }

  /** A closed quiz. */
  public static Poll quiz(
      String question,
      List<String> options,
      List<Integer> votes,
      int correct,
      @Nullable String explanation) {
    return new Poll(question, options, sum(votes), votes, correct, explanation);
  }

  TlObject tl() {
    TlObject poll =
        make("poll")
            .set("id", 6_000_000_000_000L + Integer.toUnsignedLong(question.hashCode()))
            .set("closed", votes != null)
            .set("quiz", correct >= 0)
            .set("hide_results_until_close", votes == null)
            .set("question", plainText(question))
            .set("answers", answers())
            .set("hash", 0L);
    return make("messageMediaPoll").set("poll", poll).set("results", results());
  }

  private List<TlObject> answers() {
    List<TlObject> answers = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      TlObject text = plainText(options.get(i));
      answers.add(make("pollAnswer").set("text", text).set("option", key(i)));
    }
    return answers;
  }

  private TlObject results() {
    TlObject results = make("pollResults").set("total_voters", totalVotes);
    if (explanation != null) {
      results.set("solution", explanation).set("solution_entities", List.of());
    }
    return votes == null ? results : results.set("results", voters(votes));
  }

  private List<TlObject> voters(List<Integer> counts) {
    List<TlObject> voters = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      voters.add(
          make("pollAnswerVoters")
              .set("correct", i == correct)
              .set("option", key(i))
              .set("voters", counts.get(i))
              .set("recent_voters", List.of()));
    }
    return voters;
  }

  private static byte[] key(int option) {
    return Integer.toString(option).getBytes(StandardCharsets.US_ASCII);
  }

  private static int sum(List<Integer> votes) {
    return votes.stream().mapToInt(Integer::intValue).sum();
  }

  private static TlObject plainText(String text) {
    return make("textWithEntities").set("text", text).set("entities", List.of());
  }

  private static TlObject make(String constructor) {
    return TlSchema.telegram().make(constructor);
  }
}
