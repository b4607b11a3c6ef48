package dev.tgfetcher.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.history.UsernameCache.Entry;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.limit.RequestGate;
import dev.tgfetcher.schema.archive.SourceType;
import dev.tgfetcher.schema.command.ChatRef;
import dev.tgfetcher.telegram.TelegramErrorType;
import dev.tgfetcher.telegram.TelegramException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ChatResolverTest {
  private final InMemoryTelegram telegram = new InMemoryTelegram();
  private final InMemoryChat news = telegram.channel("news");
  private final List<MethodClass> gated = new ArrayList<>();
  private final Map<String, Entry> cache = new HashMap<>();
  private final TelegramCalls calls =
      new TelegramCalls(
          ClientSource.of(telegram), this::pass, (method, refusal, took) -> {}, 200, this::pause);
  private final ChatResolver resolver = new ChatResolver(calls, inMemory());
  private Duration waited = Duration.ZERO;

  /** The time of the waits after which TDLib shows the reactions of the channel. */
  private Duration remembered = Duration.ofDays(1);

  private void pause(Duration time) {
    waited = waited.plus(time);
    news.showsReactions = waited.compareTo(remembered) >= 0;
  }

  private JsonNode pass(RequestGate.Call call) throws InterruptedException {
    if (call.method() != MethodClass.LOCAL) {
      gated.add(call.method());
    }
    return call.request().send();
  }

  private UsernameCache inMemory() {
    return new UsernameCache() {
      @Override
      public Optional<Entry> find(String username) {
        return Optional.ofNullable(cache.get(username));
      }

      @Override
      public void put(String username, Entry entry) {
        cache.put(username, entry);
      }
    };
  }

  private ResolvedChat resolve(String text) throws InterruptedException {
    return resolver.resolve(ChatRef.parse(text).orElseThrow());
  }

  @Test
  void a_username_is_resolved_once_and_cached() throws Exception {
    news.linked = telegram.supergroup("newstalk");

    ResolvedChat first = resolve("@news");
    ResolvedChat second = resolve("@news");

    assertThat(first).isEqualTo(second);
    assertThat(first.chatId()).isEqualTo(news.id);
    assertThat(first.source().id()).isEqualTo("@news");
    assertThat(first.source().type()).isEqualTo(SourceType.CHANNEL);
    assertThat(first.linkedChatId()).isEqualTo(news.linked.id);
    assertThat(telegram.count("searchPublicChat")).isEqualTo(1);
    assertThat(gated)
        .containsExactly(MethodClass.RESOLVE, MethodClass.FULL_INFO, MethodClass.FULL_INFO);
  }

  @Test
  void a_username_that_moved_to_another_chat_is_resolved_again() throws Exception {
    resolve("@news");
    news.username = "oldnews";
    InMemoryChat successor = telegram.channel("news");

    assertThat(resolve("@news").chatId()).isEqualTo(successor.id);
    assertThat(cache).containsEntry("news", new Entry.Chat(successor.id));
  }

  @Test
  void a_username_that_is_cached_for_an_unknown_chat_is_resolved_again() throws Exception {
    cache.put("news", new Entry.Chat(-1_000_000_009_999L));

    assertThat(resolve("@news").chatId()).isEqualTo(news.id);
  }

  @Test
  void an_id_is_found_without_a_request_for_a_username() throws Exception {
    ResolvedChat chat = resolve(Long.toString(news.id));

    assertThat(chat.source().id()).isEqualTo("@news");
    assertThat(telegram.count("searchPublicChat")).isZero();
  }

  @Test
  void a_full_info_that_tdlib_remembers_is_outdated_after_a_minute() throws Exception {
    news.showsReactions = false;
    remembered = Duration.ofSeconds(61);

    assertThat(resolve("@news").chatId()).isEqualTo(news.id);
    assertThat(waited).isEqualTo(remembered);
  }

  @Test
  void a_chat_that_shows_no_reactions_after_75_seconds_is_trouble_of_telegram() {
    news.showsReactions = false;

    assertThatThrownBy(() -> resolve("@news"))
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.type()).isEqualTo(TelegramErrorType.UNAVAILABLE));
    assertThat(waited).isEqualTo(Duration.ofSeconds(75));
  }

  @Test
  void a_chat_without_a_username_is_named_by_its_id() throws Exception {
    news.username = "";

    ResolvedChat chat = resolve(Long.toString(news.id));

    assertThat(chat.source().id()).isEqualTo("channel_" + news.supergroupId);
    assertThat(chat.source().url()).isEqualTo("https://t.me/c/" + news.supergroupId);
  }

  @Test
  void a_free_username_is_looked_up_once() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> resolve("@nobody_here"))
          .isInstanceOfSatisfying(
              TelegramException.class,
              e -> assertThat(e.type()).isEqualTo(TelegramErrorType.CHAT_NOT_FOUND));
    }

    assertThat(telegram.count("searchPublicChat")).isEqualTo(1);
  }

  @Test
  void a_chat_that_denies_access_is_not_cached_as_missing() {
    telegram.refuse("searchPublicChat", 1, 400, "CHANNEL_PRIVATE");

    assertThatThrownBy(() -> resolve("@news")).hasMessageContaining("CHANNEL_PRIVATE");

    assertThat(cache).isEmpty();
  }

  @Test
  void the_error_of_an_unknown_id_names_the_remedy() {
    assertThatThrownBy(() -> resolve("-1000000009999"))
        .hasMessageContaining("fetch it by its @name once")
        .isInstanceOfSatisfying(
            TelegramException.class,
            e -> assertThat(e.type()).isEqualTo(TelegramErrorType.CHAT_NOT_FOUND));
  }

  @Test
  void a_supergroup_that_was_just_made_of_a_group_is_found_by_the_chat_list() throws Exception {
    telegram.upgrades.put(4810L, news);
    telegram.refuse("getChat", 1, 400, "Chat not found");

    assertThat(resolve("-4810").chatId()).isEqualTo(news.id);
    assertThat(telegram.count("loadChats")).isEqualTo(1);
  }

  @Test
  void the_supergroup_of_a_group_is_not_looked_for_if_it_denies_access() {
    telegram.upgrades.put(4810L, news);
    telegram.refuse("getChat", 1, 400, "CHANNEL_PRIVATE");

    assertThatThrownBy(() -> resolve("-4810"))
        .hasMessageContaining("-4810 was upgraded to the supergroup " + news.id)
        .hasMessageContaining("join it");
    assertThat(telegram.count("loadChats")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "3456789012, -1003456789012",
    "1003456789012, -1003456789012",
    "-3456789012, -1003456789012"
  })
  void the_error_of_an_id_without_its_prefix_has_the_whole_id(String id, String whole) {
    assertThatThrownBy(() -> resolve(id))
        .hasMessageContaining("a channel's id begins with -100: " + whole);
  }

  @Test
  void the_name_me_is_the_private_chat_of_the_account() throws Exception {
    ResolvedChat chat = resolve("self");

    assertThat(chat.chatId()).isEqualTo(InMemoryTelegram.ACCOUNT);
    assertThat(chat.source().id()).isEqualTo("user_" + InMemoryTelegram.ACCOUNT);
    assertThat(telegram.requests()).startsWith("getMe");
  }
}
