package dev.tgfetcher.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DensityTest {
  private static Density pages(long span, int messages) {
    Density density = Density.UNKNOWN;
    for (int page = 0; page < 10; page++) {
      density = density.with(span, messages);
    }
    return density;
  }

  @ParameterizedTest
  @CsvSource({
    "200, 200, 200, true",
    "200, 100, 200, true",
    "200,  60, 200, true",
    "200,  40, 200, false",
    "500,  50, 200, false",
    " 50,  50, 200, true",
    "200, 200,  50, false",
    "200, 200, 100, true",
  })
  void the_better_way_returns_more_messages_a_request(
      long span, int messages, int idsPerRequest, boolean ids) {
    assertThat(pages(span, messages).favoursIds(idsPerRequest)).isEqualTo(ids);
  }

  @ParameterizedTest
  @CsvSource({"200, 100", "200, 200"})
  void a_chat_that_became_dense_is_known_after_a_page(int idsPerRequest, int messages) {
    assertThat(Density.SPARSE.favoursIds(idsPerRequest)).isFalse();
    assertThat(Density.SPARSE.with(messages, messages).favoursIds(idsPerRequest)).isTrue();
    assertThat(Density.of(0.9).favoursIds(idsPerRequest)).isTrue();
    assertThat(Density.of(0.9).with(50_000, 50).favoursIds(idsPerRequest)).isTrue();
    assertThat(Density.of(0.9).with(50_000, 50).with(50_000, 50).favoursIds(idsPerRequest))
        .isFalse();
  }

  @Test
  void an_unknown_chat_is_asked_by_ids_unless_a_request_has_few() {
    assertThat(Density.UNKNOWN.favoursIds(200)).isTrue();
    assertThat(Density.UNKNOWN.favoursIds(50)).isFalse();
  }

  @Test
  void a_run_of_deleted_messages_is_left_after_two_slices() {
    Density dense = pages(200, 200);

    assertThat(dense.with(200, 0).favoursIds(200)).isTrue();
    assertThat(dense.with(200, 0).with(200, 0).favoursIds(200)).isFalse();
  }

  @Test
  void a_long_run_is_forgotten_after_the_next_page() {
    Density afterRun = pages(200, 200).with(1_000_000, 50);

    assertThat(afterRun.with(50, 50).favoursIds(200)).isTrue();
  }

  @Test
  void a_request_by_ids_competes_with_a_search_as_well() {
    assertThat(pages(200, 90).favoursIds(200, HistoryPage.SEARCH)).isFalse();
    assertThat(pages(200, 110).favoursIds(200, HistoryPage.SEARCH)).isTrue();
  }
}
