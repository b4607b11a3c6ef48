package dev.tgfetcher.emulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant NOON = Instant.parse("2025-11-07T12:00:00Z");

  private final World generated =
      World.generated(
          5,
          new WorldSpec(
              1,
              List.of(
                  GeneratedChat.channel(
                      "news", "News", Timeline.days(LocalDate.parse("2025-11-07"), 100), 3))));

  @Test
  void the_same_seed_gives_the_same_message() {
    Message first = generated.chat("news").history().find(42);

    assertThat(first).isNotNull();
    assertThat(generated.chat("news").history().find(42).text()).isEqualTo(first.text());
  }

  @Test
  void generated_messages_can_be_changed_deleted_and_added() {
    Chat news = generated.chat("news");
    news.edit(10, m -> m.text("changed").withoutEntities());
    news.delete(11);
    Chat plain = generated.chat("news_chat");
    int added = plain.add(m -> m.at("2026-01-01T00:00:00Z").text("late"));

    assertThat(news.history().find(10).text()).isEqualTo("changed");
    assertThat(news.history().find(11)).isNull();
    assertThat(news.history().below(12)).isEqualTo(10);
    assertThat(news.history().above(10)).isEqualTo(12);
    assertThat(news.history().count()).isEqualTo(99);
    assertThat(added).isEqualTo(401);
    assertThat(plain.history().count()).isEqualTo(401);
    assertThat(plain.lastId()).isEqualTo(401);
    long newYear = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    assertThat(plain.history().firstSince(newYear)).isEqualTo(401);
  }

  @Test
  void a_generated_post_has_its_comments_under_its_root() {
    History comments = generated.chat("news_chat").history();
    int root = comments.rootOf(7);

    assertThat(comments.find(root).forward().savedFromId()).isEqualTo(7);
    assertThat(comments.thread(root).count()).isEqualTo(3);
    assertThat(comments.find(root + 3).threadId()).isEqualTo(root);
    assertThat(comments.thread(root + 1).count()).isZero();
  }

  @Test
  void ids_ascend_and_dates_may_step_back() {
    Chat group = World.builder().supergroup("group", "Group");
    group.add(m -> m.at(NOON).id(7).text("now"));
    group.add(m -> m.at(NOON.minusSeconds(1)).text("before"));

    assertThat(group.history().find(8).text()).isEqualTo("before");
    assertThatThrownBy(() -> group.add(m -> m.at(NOON).id(8).text("again")))
        .hasMessageContaining("order of their ids");
    assertThatThrownBy(() -> group.add(m -> m.text("undated"))).hasMessageContaining("date");
  }

  @Test
  void a_deleted_comment_leaves_its_thread() {
    WorldBuilder builder = World.builder();
    Chat talk = builder.supergroup("talk", "Talk");
    Chat news = builder.channel("listed", "News").linkedTo(talk);
    int post = news.add(m -> m.at(NOON).text("post"));
    int comment = news.comment(post, c -> c.at(NOON).text("comment"));
    talk.delete(comment);

    assertThat(talk.history().thread(talk.history().rootOf(post)).count()).isZero();
    assertThatThrownBy(() -> talk.comment(1, c -> c.at(NOON)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_and_ids_are_unique() {
    WorldBuilder builder = World.builder();
    builder.supergroup("Name", "One");

    assertThatThrownBy(() -> builder.channel("nAME", "Two")).hasMessageContaining("@nAME");
    assertThatThrownBy(() -> builder.build().chat("unknown")).hasMessageContaining("@unknown");
  }
}
