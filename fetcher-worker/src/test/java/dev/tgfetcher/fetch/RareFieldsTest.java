package dev.tgfetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.ForwardHeader;
import dev.tgfetcher.emulator.world.InlineButton;
import dev.tgfetcher.emulator.world.MessageBuilder;
import dev.tgfetcher.emulator.world.MessageMedia;
import dev.tgfetcher.emulator.world.Poll;
import dev.tgfetcher.emulator.world.User;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.emulator.world.WorldBuilder;
import dev.tgfetcher.schema.archive.ArchiveFile;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Button;
import dev.tgfetcher.schema.message.ForwardKind;
import dev.tgfetcher.schema.message.MessageDetails;
import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.schema.message.Reply;
import dev.tgfetcher.schema.message.Restriction;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives the rare fields of messages with the real TDLib. */
class RareFieldsTest {
  private static final Instant DATE =
      FetchedWorld.FIRST.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(60);
  private static final List<String> OPTIONS = List.of("a", "b");

  @TempDir private Path folder;

  private final WorldBuilder builder = World.builder();
  private final Account account = builder.account("79990000001", "12345");
  private final User ann = builder.user(501, "Ann Lee");
  private final Chat talk = builder.supergroup("talk", "Talk").joinedBy(account);
  private final Chat other = builder.supergroup("other", "Other").joinedBy(account);
  private FetchedWorld world;

  @AfterEach
  void stop() {
    world.close();
  }

  private int say(Consumer<MessageBuilder> content) {
    return talk.add(message -> content.accept(message.at(DATE).from(ann)));
  }

  private ArchiveFile fetchFile() throws InterruptedException {
    world = FetchedWorld.start(builder.build(), folder, FetchedWorld.RECYCLE_NEVER);
    return world.fetch("@talk", 1).get(0);
  }

  private List<ArchivedMessage> fetch() throws InterruptedException {
    return fetchFile().messages();
  }

  private static MessageDetails last(List<ArchivedMessage> messages) {
    return messages.get(messages.size() - 1).details();
  }

  @Test
  void a_plain_message_has_nothing_extra() throws Exception {
    say(m -> m.text("plain"));

    assertThat(last(fetch())).isEqualTo(MessageDetails.NONE);
  }

  @Test
  void replies_have_their_quotes_and_their_origins() throws Exception {
    int there = other.add(m -> m.from(ann).at(DATE).text("there"));
    int here = say(m -> m.text("one two three"));
    say(m -> m.text("a").replyTo(here).quote("two", 4, true));
    say(m -> m.text("b").replyTo(other, there).quote("there", 0, false));
    ForwardHeader origin = ForwardHeader.fromHiddenUser("Someone", DATE.minusSeconds(60));
    say(m -> m.text("c").replyTo(origin, MessageMedia.dice("🎲", 3)));

    List<ArchivedMessage> messages = fetch();

    assertThat(messages.get(1).replyToMsgId()).isEqualTo(here);
    Reply quote = messages.get(1).details().reply();
    assertThat(quote.quote()).isEqualTo("two");
    assertThat(quote.quotePosition()).isEqualTo(4);
    assertThat(quote.isManualQuote()).isTrue();
    assertThat(messages.get(2).replyToMsgId()).isNull();
    Reply elsewhere = messages.get(2).details().reply();
    assertThat(elsewhere.chatId()).isEqualTo(-1_000_000_000_000L - other.id());
    assertThat(elsewhere.messageId()).isEqualTo(there);
    assertThat(elsewhere.quote()).isEqualTo("there");
    assertThat(elsewhere.isManualQuote()).isFalse();
    Reply hidden = messages.get(3).details().reply();
    assertThat(hidden.origin())
        .isEqualTo(new Reply.Origin(ForwardKind.HIDDEN_USER, null, "Someone", null, null));
    assertThat(hidden.date()).isEqualTo(DATE.minusSeconds(60));
    assertThat(hidden.details().get("content")).asString().contains("type=dice");
  }

  @Test
  void buttons_and_marks_are_archived() throws Exception {
    say(
        m ->
            m.text("post")
                .buttons(InlineButton.url("Site", "https://example.org/"))
                .buttons(InlineButton.callback("Yes", "y"), InlineButton.callback("No", "n"))
                .factCheck("DE", "This is wrong.")
                .restricted("all", "terms", "It cannot be displayed.")
                .paidStars(15)
                .senderTag("Expert")
                .effect(5_104_841_245_755_180_586L)
                .noForwards());

    MessageDetails details = last(fetch());

    assertThat(details.buttons())
        .isEqualTo(
            List.of(
                List.of(new Button("Site", "url", "https://example.org/", Map.of())),
                List.of(
                    new Button("Yes", "callback", null, Map.of("data", "eQ==")),
                    new Button("No", "callback", null, Map.of("data", "bg==")))));
    assertThat(details.factCheck().text()).isEqualTo("This is wrong.");
    assertThat(details.factCheck().country()).isEqualTo("DE");
    assertThat(details.restriction())
        .isEqualTo(new Restriction(Restriction.RESTRICTED, "It cannot be displayed."));
    assertThat(details.paidStars()).isEqualTo(15);
    assertThat(details.senderTag()).isEqualTo("Expert");
    assertThat(details.effectId()).isEqualTo("5104841245755180586");
    assertThat(details.isProtected()).isTrue();
    assertThat(details.extra()).isEmpty();
  }

  @Test
  void polls_have_null_for_hidden_counts_and_quizzes_their_answer() throws Exception {
    say(m -> m.media(MessageMedia.poll(Poll.hidden("Hidden?", OPTIONS, 12))));
    say(m -> m.media(MessageMedia.poll(Poll.closed("Closed?", OPTIONS, List.of(3, 1)))));
    Poll quiz = Poll.quiz("Quiz?", OPTIONS, List.of(2, 5), 1, "Because.");
    say(m -> m.media(MessageMedia.poll(quiz)));

    List<ArchivedMessage> polls = fetch();

    assertThat(polls.get(0).media().details()).containsEntry("total_voter_count", 12L);
    assertThat(polls.get(0).media().details().get("options"))
        .asString()
        .isEqualTo("[{text=a, voter_count=null}, {text=b, voter_count=null}]");
    assertThat(polls.get(1).media().details().get("options"))
        .asString()
        .isEqualTo("[{text=a, voter_count=3}, {text=b, voter_count=1}]");
    assertThat(polls.get(2).media().details())
        .contains(
            entry("poll_type", "quiz"),
            entry("correct_options", List.of(1L)),
            entry("explanation", "Because."));
  }

  @Test
  void a_rich_message_has_all_its_blocks() throws Exception {
    say(m -> m.rich(false, "first", "second"));

    List<ArchivedMessage> messages = fetch();

    assertThat(messages.get(0).text()).isEqualTo("first\nsecond");
    assertThat(last(messages).rich().blocks())
        .containsExactly(
            Map.of("type", "paragraph", "text", "first"),
            Map.of("type", "paragraph", "text", "second"));
    assertThat(last(messages).rich().details()).isEmpty();
  }

  @Test
  void a_rich_message_has_its_links_and_its_photo() throws Exception {
    MessageMedia photo = MessageMedia.photo(800, 600, 50_211);
    say(m -> m.richLink("Read the ", "notes", "https://example.org/", photo));

    ArchivedMessage message = fetch().get(0);

    assertThat(message.text()).isEqualTo("Read the notes");
    assertThat(message.entities())
        .containsExactly(
            new MessageEntity("text_url", 9, 5, "https://example.org/", null, null, Map.of()));
    assertThat(message.media().type()).isEqualTo("photo");
    assertThat(message.media().width()).isEqualTo(800);
    assertThat(message.media().size()).isEqualTo(50_211);
  }

  @Test
  void the_rest_of_a_rich_message_is_requested() throws Exception {
    say(m -> m.richPart(1, "first", "second"));

    ArchiveFile file = fetchFile();

    assertThat(file.messages().get(0).text()).isEqualTo("first\nsecond");
    assertThat(last(file.messages()).rich().blocks()).hasSize(2);
    assertThat(last(file.messages()).rich().details()).isEmpty();
    assertThat(file.header().complete()).isTrue();
  }

  @Test
  void a_rich_message_of_which_telegram_refuses_the_rest_says_so() throws Exception {
    say(m -> m.rich(true, "first"));

    ArchiveFile file = fetchFile();

    assertThat(file.messages().get(0).text()).isEqualTo("first");
    assertThat(last(file.messages()).rich().details()).containsExactly(entry("is_full", false));
    assertThat(file.header().incompleteReason())
        .isEqualTo(
            "partial_content: Telegram refused the rest of 1 rich messages: 1; fetch the day again");
  }

  @Test
  void a_day_without_the_content_of_a_message_says_so() throws Exception {
    say(m -> m.media(MessageMedia.unsupported()));

    ArchiveFile file = fetchFile();

    assertThat(file.messages().get(0).media().type()).isEqualTo("unsupported");
    assertThat(file.header().complete()).isFalse();
    assertThat(file.header().incompleteReason())
        .isEqualTo(
            "unknown_content: this TDLib is too old for the content of 1 messages: 1; update TDLib"
                + " and fetch the day again");
  }
}
