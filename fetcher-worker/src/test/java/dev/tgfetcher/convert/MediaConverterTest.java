package dev.tgfetcher.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Media;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaConverterTest {
  private static ArchivedMessage convert(String content) throws InterruptedException {
    return new MessageConverter(id -> null).convert(TdMessages.withContent(content));
  }

  private static Media media(String content) throws InterruptedException {
    return convert(content).media();
  }

  @Test
  void a_photo_has_its_largest_size_and_its_caption() throws Exception {
    ArchivedMessage message =
        convert(
            """
            {'@type':'messagePhoto','caption':{'@type':'formattedText','text':'sea','entities':[]},
             'photo':{'@type':'photo','sizes':[
               {'@type':'photoSize','type':'m','width':320,'height':200,'photo':{'@type':'file','size':100}},
               {'@type':'photoSize','type':'y','width':1280,'height':800,'photo':{'@type':'file','size':900}},
               {'@type':'photoSize','type':'x','width':800,'height':500,'photo':{'@type':'file','size':500}}]}}
            """);

    assertThat(message.text()).isEqualTo("sea");
    assertThat(message.media())
        .isEqualTo(new Media("photo", null, null, 900L, 1280, 800, null, null, Map.of()));
  }

  @Test
  void a_video() throws Exception {
    assertThat(
            media(
                """
                {'@type':'messageVideo','caption':{'@type':'formattedText','text':'','entities':[]},
                 'video':{'@type':'video','duration':12,'width':640,'height':360,'file_name':'a.mp4',
                  'mime_type':'video/mp4','supports_streaming':true,
                  'video':{'@type':'file','size':0,'expected_size':5000}}}
                """))
        .isEqualTo(new Media("video", "a.mp4", "video/mp4", 5000L, 640, 360, 12, null, Map.of()));
  }

  @Test
  void an_animation_and_a_document() throws Exception {
    assertThat(
            media(
                """
                {'@type':'messageAnimation','animation':{'@type':'animation','duration':2,'width':10,
                 'height':20,'file_name':'g.mp4','mime_type':'video/mp4','animation':{'size':7}}}
                """))
        .isEqualTo(new Media("animation", "g.mp4", "video/mp4", 7L, 10, 20, 2, null, Map.of()));
    assertThat(
            media(
                """
                {'@type':'messageDocument','document':{'@type':'document','file_name':'a.pdf',
                 'mime_type':'application/pdf','document':{'size':8}}}
                """))
        .isEqualTo(
            new Media(
                "document", "a.pdf", "application/pdf", 8L, null, null, null, null, Map.of()));
  }

  @Test
  void a_song_has_its_performer() throws Exception {
    assertThat(
            media(
                """
                {'@type':'messageAudio','audio':{'@type':'audio','duration':200,'title':'Song',
                 'performer':'Band','file_name':'s.mp3','mime_type':'audio/mpeg',
                 'audio':{'@type':'file','size':3000000000}}}
                """))
        .isEqualTo(
            new Media(
                "audio",
                "s.mp3",
                "audio/mpeg",
                3_000_000_000L,
                null,
                null,
                200,
                "Song",
                Map.of("performer", "Band")));
  }

  @Test
  void voice_and_video_notes() throws Exception {
    assertThat(
            media(
                """
                {'@type':'messageVoiceNote','voice_note':{'@type':'voiceNote','duration':9,
                 'waveform':'AAEC','mime_type':'audio/ogg','voice':{'@type':'file','size':70}}}
                """))
        .isEqualTo(new Media("voice_note", null, "audio/ogg", 70L, null, null, 9, null, Map.of()));
    assertThat(
            media(
                """
                {'@type':'messageVideoNote','video_note':{'@type':'videoNote','duration':9,
                 'length':240,'video':{'@type':'file','size':71}}}
                """))
        .isEqualTo(new Media("video_note", null, null, 71L, 240, 240, 9, null, Map.of()));
  }

  @Test
  void stickers() throws Exception {
    assertThat(
            media(
                """
                {'@type':'messageSticker','sticker':{'@type':'sticker','id':'1','set_id':'12345678901234567',
                 'width':512,'height':500,'emoji':'😀','format':{'@type':'stickerFormatWebp'},
                 'full_type':{'@type':'stickerFullTypeRegular'},'sticker':{'@type':'file','size':6}}}
                """))
        .isEqualTo(
            new Media(
                "sticker",
                null,
                null,
                6L,
                512,
                500,
                null,
                null,
                Map.of("emoji", "😀", "set_id", "12345678901234567", "format", "webp")));
  }

  @Test
  void a_single_emoji_is_media_and_text() throws Exception {
    ArchivedMessage message =
        convert(
            """
            {'@type':'messageAnimatedEmoji','emoji':'❤','animated_emoji':{'@type':'animatedEmoji',
             'sticker':{'@type':'sticker','full_type':{'@type':'stickerFullTypeCustomEmoji',
              'custom_emoji_id':'77'}}}}
            """);

    assertThat(message.text()).isEqualTo("❤");
    assertThat(message.media())
        .isEqualTo(Media.of("animated_emoji", Map.of("emoji", "❤", "custom_emoji_id", "77")));
  }

  @Test
  void a_link_preview_is_the_media_of_a_text() throws Exception {
    ArchivedMessage message =
        convert(
            """
            {'@type':'messageText','text':{'@type':'formattedText','text':'see','entities':[]},
             'link_preview':{'@type':'linkPreview','url':'https://a.example/','display_url':'a.example',
              'site_name':'A','title':'Page','description':{'@type':'formattedText','text':'all of it'},
              'author':'','type':{'@type':'linkPreviewTypeArticle'}}}
            """);

    assertThat(message.text()).isEqualTo("see");
    assertThat(message.media().type()).isEqualTo("link_preview");
    assertThat(message.media().title()).isEqualTo("Page");
    assertThat(message.media().details())
        .containsEntry("url", "https://a.example/")
        .containsEntry("description", "all of it")
        .containsEntry("preview_type", "article");
  }

  @Test
  void locations_and_venues() throws Exception {
    String location =
        "{'@type':'location','latitude':1.5,'longitude':-2.25,'horizontal_accuracy':0.0}";
    assertThat(media("{'@type':'messageLocation','location':" + location + "}"))
        .isEqualTo(
            Media.of(
                "location",
                Map.of("latitude", 1.5, "longitude", -2.25, "horizontal_accuracy", 0.0)));
    assertThat(
            media(
                    "{'@type':'messageLiveLocation','location':{'@type':'liveLocation','location':"
                        + location
                        + ",'live_period':900,'heading':3}}")
                .details())
        .containsEntry("latitude", new BigDecimal("1.5"))
        .containsEntry("live_period", 900L)
        .containsEntry("heading", 3L);
    Media venue =
        media(
            "{'@type':'messageVenue','venue':{'@type':'venue','title':'Bar','address':'Street 1',"
                + "'provider':'gplaces','id':'x','type':'bar','location':"
                + location
                + "}}");
    assertThat(venue.title()).isEqualTo("Bar");
    assertThat(venue.details())
        .containsEntry("address", "Street 1")
        .containsEntry("venue_id", "x")
        .containsEntry("venue_type", "bar")
        .containsEntry("longitude", new BigDecimal("-2.25"));
  }

  @Test
  void a_contact() throws Exception {
    assertThat(
            media(
                """
                {'@type':'messageContact','contact':{'@type':'contact','phone_number':'100',
                 'first_name':'Ann','last_name':'','vcard':'','user_id':5}}
                """))
        .isEqualTo(
            Media.of(
                "contact",
                Map.of(
                    "phone_number",
                    "100",
                    "first_name",
                    "Ann",
                    "last_name",
                    "",
                    "vcard",
                    "",
                    "user_id",
                    5L)));
  }

  @Test
  void a_poll_without_the_votes_of_the_account() throws Exception {
    assertThat(
            media(
                """
                {'@type':'messagePoll','poll':{'@type':'poll','id':'9','is_closed':true,
                 'question':{'@type':'formattedText','text':'Tea?','entities':[]},'total_voter_count':3,
                 'type':{'@type':'pollTypeRegular'},
                 'options':[{'@type':'pollOption','id':'0','voter_count':3,'is_chosen':true,
                  'text':{'@type':'formattedText','text':'yes','entities':[]}}]}}
                """))
        .isEqualTo(
            Media.of(
                "poll",
                Map.of(
                    "question",
                    "Tea?",
                    "is_closed",
                    true,
                    "total_voter_count",
                    3L,
                    "poll_type",
                    "regular",
                    "options",
                    List.of(Map.of("text", "yes", "voter_count", 3L)))));
  }

  @Test
  void dice_games_invoices_and_checklists() throws Exception {
    assertThat(
            media(
                "{'@type':'messageDice','emoji':'🎲','value':6,'success_animation_frame_number':9}"))
        .isEqualTo(Media.of("dice", Map.of("emoji", "🎲", "value", 6L)));
    ArchivedMessage game =
        convert(
            """
            {'@type':'messageGame','game':{'@type':'game','id':'1','short_name':'g','title':'Game',
             'text':{'@type':'formattedText','text':'scores','entities':[]},'description':'fun'}}
            """);
    assertThat(game.text()).isEqualTo("scores");
    assertThat(game.media().title()).isEqualTo("Game");
    assertThat(game.media().details()).isEqualTo(Map.of("short_name", "g", "description", "fun"));
    Media invoice =
        media(
            """
            {'@type':'messageInvoice','product_info':{'@type':'productInfo','title':'Cup',
             'description':{'@type':'formattedText','text':'blue','entities':[]}},
             'currency':'EUR','total_amount':900,'is_test':false}
            """);
    assertThat(invoice.title()).isEqualTo("Cup");
    assertThat(invoice.details())
        .containsEntry("total_amount", 900L)
        .containsEntry("description", "blue");
    Media checklist =
        media(
            """
            {'@type':'messageChecklist','list':{'@type':'checklist',
             'title':{'@type':'formattedText','text':'To do','entities':[]},
             'tasks':[{'@type':'checklistTask','id':1,'completion_date':5,
              'text':{'@type':'formattedText','text':'wash','entities':[]},
              'completed_by':{'@type':'messageSenderUser','user_id':3}}]}}
            """);
    assertThat(checklist.title()).isEqualTo("To do");
    assertThat(checklist.details())
        .isEqualTo(
            Map.of(
                "tasks",
                List.of(
                    Map.of("id", 1L, "text", "wash", "completed_by", 3L, "completion_date", 5L))));
  }

  @Test
  void paid_media_bought_or_not() throws Exception {
    Media media =
        media(
            """
            {'@type':'messagePaidMedia','star_count':5,'media':[
             {'@type':'paidMediaPreview','width':10,'height':20,'duration':3},
             {'@type':'paidMediaPhoto','photo':{'@type':'photo','sizes':[
               {'@type':'photoSize','width':30,'height':40,'photo':{'size':1}}]}},
             {'@type':'paidMediaVideo','video':{'@type':'video','width':50,'height':60,'duration':7}}]}
            """);

    assertThat(media.details().get("star_count")).isEqualTo(5L);
    assertThat(media.details().get("media").toString())
        .isEqualTo(
            "[{duration=3, height=20, type=preview, width=10}, "
                + "{duration=null, height=40, type=photo, width=30}, "
                + "{duration=7, height=60, type=video, width=50}]");
  }

  @Test
  void a_rich_message_becomes_plain_text() throws Exception {
    ArchivedMessage message =
        convert(
            """
            {'@type':'messageRichMessage','message':{'@type':'richMessage','blocks':[
             {'@type':'pageBlockTitle','title':{'@type':'richTextPlain','text':'News'}},
             {'@type':'pageBlockList','items':[{'@type':'pageBlockListItem','blocks':[
              {'@type':'pageBlockParagraph','text':{'@type':'richTexts','texts':[
               {'@type':'richTextBold','text':{'@type':'richTextPlain','text':'Hot '}},
               {'@type':'richTextCustomEmoji','custom_emoji_id':'1','alternative_text':'🔥'}]}}]}]},
             {'@type':'pageBlockDivider'}]}}
            """);

    assertThat(message.text()).isEqualTo("News\nHot 🔥");
    assertThat(message.media()).isEqualTo(Media.of("rich_message"));
  }

  @Test
  void expired_and_unsupported_content_is_archived_by_its_type() throws Exception {
    assertThat(media("{'@type':'messageExpiredPhoto'}")).isEqualTo(Media.of("expired_photo"));
    assertThat(media("{'@type':'messageUnsupported'}")).isEqualTo(Media.of("unsupported"));
    assertThat(
            media(
                "{'@type':'messageStory','story_poster_chat_id':-5,'story_id':3,'via_mention':false}"))
        .isEqualTo(
            Media.of(
                "story",
                Map.of("story_poster_chat_id", -5L, "story_id", 3L, "via_mention", false)));
  }
}
