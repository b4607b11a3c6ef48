package dev.tgfetcher.limit;

import static dev.tgfetcher.limit.MethodClass.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.telegram.tdjson.WireEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two calls of a session are under way at a time. */
class PermitBalanceTest {
  private final WireRequestCounter counter = new WireRequestCounter((method, wait) -> {});
  private final PermitBalance balance = new PermitBalance(counter);

  private void send(int times) {
    for (int i = 0; i < times; i++) {
      counter.accept(new WireEvent(1, 0xad8c9a23, null));
    }
  }

  @BeforeEach
  void report_requests() {
    counter.accept(new WireEvent(1, 0, null));
  }

  @Test
  void a_permit_of_a_call_that_is_under_way_is_no_unused_one() {
    balance.take(MESSAGES, 1);

    assertThat(balance.take(MESSAGES, 1).owed()).isZero();
  }

  @Test
  void an_unused_permit_counts_once_the_calls_have_ended() {
    PermitBalance.Taken one = balance.take(MESSAGES, 1);
    PermitBalance.Taken other = balance.take(MESSAGES, 1);
    send(1);
    balance.end(one);
    balance.end(other);

    assertThat(balance.take(MESSAGES, 1).owed()).isEqualTo(-1);
  }

  @Test
  void unused_permits_are_not_saved_up_while_other_calls_are_under_way() {
    PermitBalance.Taken before = balance.take(MESSAGES, 1);
    for (int i = 0; i < 5; i++) {
      PermitBalance.Taken next = balance.take(MESSAGES, 1);
      balance.end(before);
      before = next;
    }
    send(3);

    assertThat(balance.take(MESSAGES, 1).owed()).isPositive();
  }

  @Test
  void requests_beyond_all_permits_are_owed_by_one_call() {
    balance.take(MESSAGES, 1);
    send(3);

    assertThat(balance.take(MESSAGES, 1).owed()).isEqualTo(2);
    assertThat(balance.take(MESSAGES, 1).owed()).isZero();
  }

  @Test
  void a_call_without_a_permit_leaves_the_debt() {
    PermitBalance.Taken first = balance.take(MESSAGES, 1);
    send(3);
    balance.end(first);
    PermitBalance.Taken refused = balance.take(MESSAGES, 1);
    balance.giveBack(refused);

    assertThat(balance.take(MESSAGES, 1).owed()).isEqualTo(2);
  }
}
