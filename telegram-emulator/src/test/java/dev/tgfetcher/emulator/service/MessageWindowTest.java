package dev.tgfetcher.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.emulator.world.GeneratedChat;
import dev.tgfetcher.emulator.world.MessageSequence;
import dev.tgfetcher.emulator.world.Timeline;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten messages, 1 to 10, one a second from second 1001 on. */
class MessageWindowTest {
  private final MessageSequence messages =
      World.generated(
              1,
              new WorldSpec(
                  1,
                  List.of(
                      GeneratedChat.supergroup(
                          "ten",
                          "Ten",
                          Timeline.even(
                              Instant.ofEpochSecond(1001), Instant.ofEpochSecond(1011), 10)))))
          .chat("ten")
          .history();

  @Test
  void without_offsets_it_starts_at_the_newest_message() {
    assertThat(ids(0, 0, 0, 3, 0, 0)).containsExactly(10, 9, 8);
  }

  @Test
  void the_message_at_the_offset_is_excluded() {
    assertThat(ids(5, 0, 0, 3, 0, 0)).containsExactly(4, 3, 2);
  }

  @Test
  void a_negative_add_offset_includes_newer_messages() {
    assertThat(ids(5, 0, -2, 4, 0, 0)).containsExactly(6, 5, 4, 3);
  }

  @Test
  void places_before_the_newest_message_stay_empty() {
    assertThat(ids(10, 0, -5, 6, 0, 0)).containsExactly(10, 9);
    assertThat(ids(0, 0, -2, 5, 0, 0)).containsExactly(10, 9, 8);
  }

  @Test
  void a_positive_add_offset_skips_messages() {
    assertThat(ids(8, 0, 2, 2, 0, 0)).containsExactly(5, 4);
    assertThat(ids(2, 0, 5, 2, 0, 0)).isEmpty();
  }

  @Test
  void messages_at_the_offset_date_are_excluded() {
    assertThat(ids(0, 1004, 0, 2, 0, 0)).containsExactly(3, 2);
    assertThat(ids(0, 1004, -3, 5, 0, 0)).containsExactly(6, 5, 4, 3, 2);
    assertThat(ids(0, 1001, 0, 2, 0, 0)).isEmpty();
    assertThat(ids(0, 2000, -3, 5, 0, 0)).containsExactly(10, 9);
  }

  @Test
  void min_id_and_max_id_bound_the_ids() {
    assertThat(ids(0, 0, 0, 10, 8, 5)).containsExactly(7, 6);
  }

  @Test
  void an_offset_at_the_oldest_message_can_reach_it() {
    assertThat(ids(1, 0, -2, 2, 0, 0)).containsExactly(2, 1);
  }

  private List<Integer> ids(int offsetId, int date, int add, int limit, int max, int min) {
    return new MessageWindow(offsetId, date, add, limit, max, min).select(messages);
  }
}
