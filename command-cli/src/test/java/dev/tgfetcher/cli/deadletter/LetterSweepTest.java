package dev.tgfetcher.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.redis.LuaScript;
import dev.tgfetcher.redis.Payload;
import dev.tgfetcher.schema.deadletter.DeadLetter;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.redis.RedisKeys;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.api.RList;
import org.redisson.client.codec.StringCodec;

/** A list that others change while it is swept. */
@ExtendWith(RedisServerExtension.class)
class LetterSweepTest {
  private static final int LETTERS = 2 * DeadLetters.PAGE;

  private TestRedis redis;
  private DeadLetters letters;
  private RList<String> list;

  @BeforeEach
  void set_up(TestRedis ownRedis) {
    redis = ownRedis;
    letters = new DeadLetters(redis.connection(), redis.keys());
    list = redis.connection().commands().getList(redis.keys().failed(), StringCodec.INSTANCE);
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < LETTERS; i++) {
      elements.add(letter(i, i % 2 == 0 ? ErrorType.NETWORK : ErrorType.TELEGRAM));
    }
    list.addAll(elements);
  }

  private static String letter(int number, ErrorType type) {
    String payload = "{\"command\":\"fetch\",\"chat\":\"@chat_%d\",\"mode\":\"full\"}";
    String id = "id-" + number;
    return DeadLetter.of(
            payload.formatted(number), Instant.EPOCH, "e", type, 0, 0, "w", id, id, null, List.of())
        .toJson();
  }

  private LetterSelection network() {
    return LetterSelection.of(
        letters,
        letter -> letter.errorType().equals(Optional.of(ErrorType.NETWORK)),
        letter -> true,
        Long.MAX_VALUE);
  }

  private LetterSweep.Outcome sweep(LetterSelection selection, LetterSweep.Change change) {
    Pace pace = new Pace(Duration.ZERO, System::nanoTime);
    try (StopRequest stop = StopRequest.listen()) {
      return new LetterSweep(letters, selection, pace, stop, count -> {}).run(change);
    }
  }

  @Test
  void letters_behind_others_go_in_their_order_and_the_others_keep_theirs() {
    List<Payload> moved = new ArrayList<>();
    LetterSweep.Change change =
        new LetterSweep.Change(
            batch -> {},
            letter -> {
              moved.add(letter.element());
              return letters.replay(letter);
            });

    sweep(network(), change);

    assertThat(moved).extracting(Payload::text).containsExactlyElementsOf(all(ErrorType.NETWORK));
    assertThat(list.readAll()).containsExactlyElementsOf(all(ErrorType.TELEGRAM));
  }

  private static List<String> all(ErrorType type) {
    int first = type == ErrorType.NETWORK ? 0 : 1;
    return IntStream.range(0, LETTERS / 2).mapToObj(i -> letter(2 * i + first, type)).toList();
  }

  @Test
  void a_change_that_breaks_off_between_two_letters_leaves_each_in_one_place() {
    List<String> before = list.readAll();
    int[] left = {LETTERS / 3};
    LetterSweep.Change change =
        new LetterSweep.Change(
            batch -> {},
            letter -> {
              if (left[0]-- == 0) {
                throw new IllegalStateException("killed");
              }
              return letters.remove(letter);
            });

    assertThatThrownBy(() -> sweep(network(), change)).hasMessage("killed");

    List<String> gone = all(ErrorType.NETWORK).subList(0, LETTERS / 3);
    before.removeAll(gone);
    assertThat(list.readAll()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void only_letters_of_the_slice_move_to_the_head() {
    List<StoredLetter> page = letters.page(DeadLetters.PAGE);
    List<String> before = list.readAll();
    StoredLetter taken = page.get(7);
    list.remove(taken.element().text());
    before.remove(taken.element().text());

    letters.gather(DeadLetters.PAGE, List.of(page.get(3), taken, page.get(9)));

    List<String> brought = List.of(page.get(3).element().text(), page.get(9).element().text());
    before.removeAll(brought);
    before.addAll(0, brought);
    assertThat(list.readAll()).containsExactlyElementsOf(before);
  }

  @Test
  void letters_that_others_shift_to_where_it_has_been_are_found() {
    List<Integer> batches = new ArrayList<>();
    LetterSweep.Change change =
        new LetterSweep.Change(
            batch -> {
              batches.add(batch.size());
              if (batches.size() == 1) {
                removeTelegramLetters(200);
              }
            },
            letters::replay);

    LetterSweep.Outcome outcome = sweep(network(), change);

    assertThat(outcome).isEqualTo(new LetterSweep.Outcome(LETTERS / 2, 0, false));
    assertThat(list.readAll()).hasSize(LETTERS / 2 - 200);
    assertThat(pending()).hasSize(LETTERS / 2).doesNotHaveDuplicates();
  }

  private void removeTelegramLetters(int count) {
    for (int i = 0; i < count; i++) {
      list.remove(letter(2 * i + 1, ErrorType.TELEGRAM));
    }
  }

  @Test
  void letters_that_another_process_removed_count_as_gone() {
    List<StoredLetter> taken = new ArrayList<>();
    LetterSweep.Change change =
        new LetterSweep.Change(
            batch -> {
              if (taken.isEmpty()) {
                taken.add(batch.get(3));
                list.remove(batch.get(3).element().text());
              }
            },
            letters::replay);

    LetterSweep.Outcome outcome = sweep(network(), change);

    assertThat(outcome).isEqualTo(new LetterSweep.Outcome(LETTERS / 2 - 1, 1, false));
    assertThat(pending()).hasSize(LETTERS / 2 - 1);
  }

  @Test
  void a_letter_that_fails_again_during_the_sweep_is_not_taken_again() {
    LetterSweep.Change change =
        new LetterSweep.Change(
            batch -> {},
            letter -> {
              list.add(letter.element().text().replace("\"e\"", "\"again\""));
              return letters.replay(letter);
            });

    LetterSweep.Outcome outcome = sweep(network(), change);

    assertThat(outcome.changed()).isEqualTo(LETTERS / 2);
    assertThat(list.readAll()).hasSize(LETTERS);
  }

  @Test
  void a_step_that_is_sent_twice_is_made_once_and_counted_both_times() {
    list.clear();
    list.addAll(List.of("twin", "twin", "twin"));
    RedisKeys keys = redis.keys();
    String mark = keys.operatorRun("run");
    LuaScript replay = LuaScript.beside(DeadLetters.class, "replay");
    List<String> replayKeys =
        List.of(keys.failed(), keys.pending(), keys.meta("x"), mark, keys.result("x"));
    LuaScript remove = LuaScript.beside(DeadLetters.class, "remove");
    LuaScript replace = LuaScript.beside(DeadLetters.class, "replace");
    LuaScript restore = LuaScript.beside(DeadLetters.class, "restore");
    for (int sending = 0; sending < 2; sending++) {
      assertThat(
              redis.connection().evalLong(replay, replayKeys, "twin", "payload", 1, 60, 60, 1, 2))
          .isEqualTo(1);
    }
    for (int sending = 0; sending < 2; sending++) {
      assertThat(redis.connection().evalLong(remove, List.of(keys.failed(), mark), "twin", 2, 60))
          .isEqualTo(1);
    }
    for (int sending = 0; sending < 2; sending++) {
      assertThat(redis.connection().evalLong(restore, List.of(keys.failed(), mark), "new", 3, 60))
          .isEqualTo(1);
    }
    for (int sending = 0; sending < 2; sending++) {
      assertThat(
              redis
                  .connection()
                  .evalLong(replace, List.of(keys.failed(), mark), "twin", "other", 4, 60))
          .isEqualTo(1);
    }

    assertThat(list.readAll()).containsExactly("other", "new");
    assertThat(pending()).containsExactly("payload");
  }

  @Test
  void a_queue_whose_name_another_program_uses_takes_no_letter() {
    redis
        .connection()
        .commands()
        .getBucket(redis.keys().pending(), StringCodec.INSTANCE)
        .set("theirs");

    assertThatThrownBy(() -> sweep(network(), new LetterSweep.Change(batch -> {}, letters::replay)))
        .hasMessageContaining("WRONGTYPE");

    assertThat(list.readAll()).hasSize(LETTERS);
  }

  @Test
  void a_letter_that_is_not_there_is_not_moved() {
    StoredLetter stranger = StoredLetter.of(Payload.of(letter(-1, ErrorType.NETWORK)));

    assertThat(letters.replay(stranger)).isFalse();
    assertThat(letters.remove(stranger)).isFalse();
    assertThat(letters.replace(stranger, stranger)).isFalse();

    assertThat(list.readAll()).hasSize(LETTERS);
    assertThat(pending()).isEmpty();
  }

  private List<String> pending() {
    return redis
        .connection()
        .commands()
        .<String>getList(redis.keys().pending(), StringCodec.INSTANCE)
        .readAll();
  }
}
