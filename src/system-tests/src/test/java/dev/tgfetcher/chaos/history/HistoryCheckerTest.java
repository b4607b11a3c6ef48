package dev.tgfetcher.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.chaos.history.Violation.Rule;
import dev.tgfetcher.schema.command.CommandParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
  private static final Instant NOON = Instant.parse("2025-11-08T12:00:00Z");
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final List<Pushed> acknowledged = new ArrayList<>();
  private final List<Pushed> pushes = new ArrayList<>();
  private final List<Leased> leases = new ArrayList<>();
  private final List<Ended> ends = new ArrayList<>();
  private final List<Placed> places = new ArrayList<>();
  private final List<Published> events = new ArrayList<>();
  private final List<Locked> locks = new ArrayList<>();
  private final List<FileSeen> files = new ArrayList<>();

  private static Moment at(long order) {
    return new Moment(order, NOON.plusSeconds(order));
  }

  private Judgement judge() {
    FleetHistory.Recorded recorded =
        new FleetHistory.Recorded(pushes, leases, ends, places, events, locks);
    return HistoryChecker.judge(new FleetHistory(acknowledged, recorded, files), SKEW);
  }

  private void push(long order, String payload) {
    acknowledged.add(new Pushed(at(order), payload));
    pushes.add(new Pushed(at(order), payload));
  }

  private void end(long order, String payload, String token, Ended.How how) {
    ends.add(new Ended(at(order), payload, token, how));
    if (how.isTerminal()) {
      completed(order, payload);
    }
  }

  private void completed(long order, String payload) {
    String id = CommandParser.parse(payload).commandId();
    events.add(new Published(at(order), id + " " + events.size(), "command_completed", id, "", 0));
  }

  private void file(int revision, int fetchedMinute, long fence, String checksum) {
    Instant fetched = NOON.plusSeconds(60L * fetchedMinute);
    files.add(new FileSeen("club/day", "club day", revision, fetched, fence, checksum));
  }

  private void announce(String id, String name, int revision) {
    events.add(new Published(at(4), id, name, "command-1", "club day", revision));
  }

  @Test
  void a_history_of_a_retry_a_twin_and_a_new_revision_is_right() {
    push(1, "a");
    push(2, "a");
    leases.add(new Leased(at(3), "a", "worker-1", "t1"));
    end(4, "a", "t1", Ended.How.RETRY);
    leases.add(new Leased(at(5), "a", "worker-2", "t2"));
    end(6, "a", "t2", Ended.How.COMPLETE);
    leases.add(new Leased(at(7), "a", "worker-2", "t3"));
    end(8, "a", "t3", Ended.How.DEAD_LETTER);
    places.add(new Placed(at(6), "a", 2, 1, 1));
    announce("e1", "fetch_started", 0);
    announce("e1", "fetch_started", 0);
    announce("e2", "messages_fetched", 2);
    file(1, 0, 1, "x");
    file(1, 0, 2, "x");
    file(2, 3, 2, "y");
    locks.add(new Locked(at(3), "day", 1));
    locks.add(new Locked(at(5), "day", 2));

    assertThat(judge().violations()).isEmpty();
    assertThat(judge().forgotten()).isEmpty();
  }

  @Test
  void a_push_without_an_end_breaks_the_history() {
    push(1, "a");
    leases.add(new Leased(at(2), "a", "worker-1", "t1"));
    end(3, "a", "t1", Ended.How.RETRY);

    assertThat(judge().broken()).containsExactly(Rule.ENDS);
  }

  @Test
  void a_second_end_of_one_push_breaks_the_history() {
    push(1, "a");
    leases.add(new Leased(at(2), "a", "worker-1", "t1"));
    end(3, "a", "t1", Ended.How.COMPLETE);
    end(4, "a", "", Ended.How.DEAD_LETTER);

    assertThat(judge().broken()).containsExactly(Rule.ENDS_ONCE);
  }

  @Test
  void a_command_in_no_place_or_in_two_breaks_the_history() {
    places.add(new Placed(at(1), "a", 1, 0, 0));
    places.add(new Placed(at(2), "b", 1, 0, 2));
    places.add(new Placed(at(3), "c", 1, 1, 1));

    assertThat(judge().violations())
        .hasSize(3)
        .allMatch(violation -> violation.rule() == Rule.ONE_PLACE);
  }

  @Test
  void an_end_by_an_earlier_lease_breaks_the_history() {
    push(1, "a");
    leases.add(new Leased(at(2), "a", "worker-1", "t1"));
    leases.add(new Leased(at(3), "a", "worker-2", "t2"));
    end(4, "a", "t1", Ended.How.COMPLETE);

    assertThat(judge().broken()).containsExactly(Rule.LATEST_LEASE_ENDS);
  }

  @Test
  void an_end_that_is_announced_twice_or_never_breaks_the_history() {
    push(1, "a");
    end(2, "a", "", Ended.How.CANCELLED);
    completed(3, "a");
    assertThat(judge().broken()).containsExactly(Rule.END_ANNOUNCED);

    events.clear();
    assertThat(judge().broken()).containsExactly(Rule.END_ANNOUNCED);
  }

  @Test
  void a_day_after_the_end_of_its_command_breaks_the_history() {
    push(1, "a");
    end(2, "a", "", Ended.How.CANCELLED);
    String id = CommandParser.parse("a").commandId();
    events.add(new Published(at(3), "late", "messages_fetched", id, "club day", 0));

    assertThat(judge().broken()).containsExactly(Rule.END_ANNOUNCED);
  }

  @Test
  void a_day_that_is_announced_twice_breaks_the_history() {
    file(1, 0, 1, "x");
    announce("e1", "messages_fetched", 1);
    announce("e1", "messages_fetched", 1);

    assertThat(judge().broken()).containsExactly(Rule.EVENT_ONCE);
  }

  @Test
  void a_file_that_is_older_than_its_predecessor_breaks_the_history() {
    file(2, 10, 5, "x");
    file(3, 4, 5, "y");
    assertThat(judge().broken()).containsExactly(Rule.FILES_IN_ORDER);

    files.clear();
    file(2, 10, 5, "x");
    file(1, 11, 5, "y");
    assertThat(judge().broken()).containsExactly(Rule.FILES_IN_ORDER);

    files.clear();
    file(2, 10, 5, "x");
    file(2, 11, 5, "y");
    assertThat(judge().broken()).containsExactly(Rule.FILES_IN_ORDER);
  }

  @Test
  void clocks_of_workers_may_differ_by_their_error() {
    file(2, 10, 5, "x");
    file(3, 5, 5, "y");

    assertThat(judge().violations()).isEmpty();
  }

  @Test
  void an_announced_revision_that_no_file_has_breaks_the_history() {
    file(1, 0, 1, "x");
    announce("e1", "messages_fetched", 2);

    assertThat(judge().broken()).containsExactly(Rule.FILES_IN_ORDER);
  }

  @Test
  void fences_that_step_back_break_the_history() {
    file(1, 0, 7, "x");
    file(2, 1, 6, "y");
    assertThat(judge().broken()).containsExactly(Rule.FENCES_RISE);

    files.clear();
    locks.add(new Locked(at(1), "day", 7));
    locks.add(new Locked(at(2), "other", 1));
    locks.add(new Locked(at(3), "day", 7));
    assertThat(judge().broken()).containsExactly(Rule.FENCES_RISE);
  }

  @Test
  void a_push_that_redis_forgot_is_counted_and_breaks_nothing() {
    push(1, "a");
    leases.add(new Leased(at(2), "a", "worker-1", "t1"));
    end(3, "a", "t1", Ended.How.COMPLETE);
    acknowledged.add(new Pushed(at(4), "a"));
    acknowledged.add(new Pushed(at(5), "b"));

    assertThat(judge().violations()).isEmpty();
    assertThat(judge().forgotten()).containsExactly("a", "b");
  }
}
