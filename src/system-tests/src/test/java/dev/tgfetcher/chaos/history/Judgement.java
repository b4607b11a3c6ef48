package dev.tgfetcher.chaos.history;

import dev.tgfetcher.chaos.history.Violation.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The result of a check.
 *
 * @param violations of all rules
 * @param forgotten the acknowledged pushes that Redis does not have any more
 */
public record Judgement(List<Violation> violations, List<String> forgotten) {
  public Judgement {
    violations = List.copyOf(violations);
    forgotten = List.copyOf(forgotten);
  }

  /** The rules that the history breaks. */
  public Set<Rule> broken() {
    Set<Rule> broken = new TreeSet<>();
    violations.forEach(violation -> broken.add(violation.rule()));
    return broken;
  }
}
