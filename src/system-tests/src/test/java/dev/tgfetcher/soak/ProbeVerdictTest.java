package dev.tgfetcher.soak;

import static dev.tgfetcher.soak.ProbeVerdict.Page.HEALTH;
import static dev.tgfetcher.soak.ProbeVerdict.Page.LIVE;
import static dev.tgfetcher.soak.ProbeVerdict.Page.READY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis is away from second 100 to second 200. */
class ProbeVerdictTest {
  private static final Instant START = Instant.parse("2025-11-08T10:30:00Z");

  private final Outages outages = new Outages();
  private final ProbeVerdict verdict = new ProbeVerdict(outages);

  @BeforeEach
  void observe() {
    for (int second = 0; second <= 400; second += 10) {
      Instant now = START.plusSeconds(second);
      outages.observe(second < 100 || second >= 200, now, now);
    }
  }

  private Optional<String> judge(ProbeVerdict.Page page, int status, int second) {
    Instant now = START.plusSeconds(second);
    return verdict.judge(page, status, now, now);
  }

  @Test
  void a_worker_tells_an_outage_in_time_and_not_for_long_after_it() {
    assertThat(outages.all())
        .containsExactly(new Outages.Outage(START.plusSeconds(100), START.plusSeconds(200)));
    assertThat(judge(READY, 503, 90)).contains("down without an outage");
    assertThat(judge(READY, 200, 110)).isEmpty();
    assertThat(judge(READY, 503, 110)).isEmpty();
    assertThat(judge(HEALTH, 200, 140)).contains("up in an outage that lasts for 30 s");
    assertThat(judge(HEALTH, 503, 210)).isEmpty();
    assertThat(judge(HEALTH, 200, 210)).isEmpty();
    assertThat(judge(READY, 503, 270)).contains("down without an outage");
  }

  @Test
  void a_worker_is_live_in_an_outage() {
    assertThat(judge(LIVE, 200, 150)).isEmpty();
    assertThat(judge(LIVE, 503, 150)).contains("a working worker is not live");
  }

  @Test
  void no_answer_and_other_answers_are_wrong() {
    assertThat(judge(LIVE, ProbeVerdict.NO_ANSWER, 150)).contains("no answer");
    assertThat(judge(HEALTH, 500, 150)).contains("status 500");
  }

  @Test
  void a_wait_does_not_include_outages_and_the_time_after_them() {
    Duration recovery = Duration.ofSeconds(60);

    assertThat(outages.within(START.plusSeconds(90), START.plusSeconds(300), recovery))
        .isEqualTo(Duration.ofSeconds(160));
    assertThat(outages.within(START.plusSeconds(150), START.plusSeconds(160), recovery))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(outages.within(START, START.plusSeconds(90), recovery)).isZero();
  }
}
