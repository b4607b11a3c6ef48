package dev.tgfetcher.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.history.TdMessages;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.message.ArchivedMessage;
import dev.tgfetcher.schema.message.Media;
import dev.tgfetcher.schema.message.MessageEntity;
import dev.tgfetcher.schema.message.RichBlocks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RichConverterTest {
  private static ArchivedMessage convert(String blocks) throws InterruptedException {
    return convert(blocks, "'is_rtl':false,'is_full':true");
  }

  private static ArchivedMessage convert(String blocks, String flags) throws InterruptedException {
    return new MessageConverter(id -> null)
        .convert(
            TdMessages.withContent(
                "{'@type':'messageRichMessage','message':{'@type':'richMessage',"
                    + flags
                    + ",'blocks':["
                    + blocks
                    + "]}}"));
  }

  private static String paragraph(String text) {
    return "{'@type':'pageBlockParagraph','text':" + text + "}";
  }

  private static String plain(String words) {
    return "{'@type':'richTextPlain','text':'" + words + "'}";
  }

  @Test
  void the_text_has_the_words_and_the_entities_the_links_in_utf_16() throws Exception {
    ArchivedMessage message =
        convert(
            "{'@type':'pageBlockSectionHeading','size':1,'text':"
                + plain("😀 News")
                + "},"
                + paragraph(
                    "{'@type':'richTexts','texts':["
                        + plain("See ")
                        + ",{'@type':'richTextBold','text':{'@type':'richTextUrl','url':'https://example.org/','text':"
                        + plain("this")
                        + "}},{'@type':'richTextEmailAddress','email_address':'a@b.c','text':"
                        + plain("a@b.c")
                        + "}]}"));

    assertThat(message.text()).isEqualTo("😀 News\nSee thisa@b.c");
    assertThat(message.entities())
        .containsExactly(
            new MessageEntity("text_url", 12, 4, "https://example.org/", null, null, Map.of()),
            MessageEntity.of("email_address", 16, 5));
  }

  @Test
  void the_first_photo_or_file_is_the_media_and_no_block_describes_it() throws Exception {
    ArchivedMessage message =
        convert(
            paragraph(plain("a"))
                + """
                ,{'@type':'pageBlockCollage','caption':{'@type':'pageBlockCaption'},'blocks':[
                 {'@type':'pageBlockPhoto','url':'','has_spoiler':true,
                  'caption':{'@type':'pageBlockCaption','text':{'@type':'richTextPlain','text':'cap'}},
                  'photo':{'@type':'photo','sizes':[{'@type':'photoSize','width':30,'height':20,
                   'photo':{'@type':'file','size':9}}]}},
                 {'@type':'pageBlockVideo','video':{'@type':'video','width':1}}]}
                """);

    assertThat(message.media())
        .isEqualTo(new Media("photo", null, null, 9L, 30, 20, null, null, Map.of()));
    assertThat(message.text()).isEqualTo("a\ncap");
    assertThat(Json.MAPPER.writeValueAsString(message.details().rich()))
        .isEqualTo(
            "{\"blocks\":[{\"text\":\"a\",\"type\":\"paragraph\"},{\"blocks\":["
                + "{\"caption\":{\"text\":\"cap\",\"type\":\"caption\"},\"has_spoiler\":true,"
                + "\"type\":\"photo\"},{\"type\":\"video\"}],\"caption\":{\"type\":\"caption\"},"
                + "\"type\":\"collage\"}]}");
  }

  @Test
  void a_table_keeps_its_cells() throws Exception {
    ArchivedMessage message =
        convert(
            "{'@type':'pageBlockTable','is_bordered':true,'caption':"
                + plain("Prices")
                + ",'cells':[[{'@type':'pageBlockTableCell','colspan':2,'text':"
                + plain("Tea")
                + ",'align':{'@type':'pageBlockHorizontalAlignmentLeft'}}]]}");

    assertThat(message.text()).isEqualTo("Prices\nTea");
    assertThat(message.details().rich().blocks().toString())
        .isEqualTo(
            "[{caption=Prices, cells=[[{align={type=horizontal_alignment_left}, colspan=2,"
                + " text=Tea, type=table_cell}]], is_bordered=true, type=table}]");
  }

  @Test
  void a_partial_message_says_so() throws Exception {
    assertThat(convert(paragraph(plain("a")), "'is_rtl':true,'is_full':false").details().rich())
        .isEqualTo(
            new RichBlocks(
                List.of(Map.of("type", "paragraph", "text", "a")),
                Map.of("is_rtl", true, "is_full", false)));
  }

  @Test
  void deep_nesting_ends_in_text_that_every_reader_accepts() throws Exception {
    String text = plain("deep");
    for (int i = 0; i < 200; i++) {
      text = "{'@type':'richTextItalic','text':" + text + "}";
    }
    ArchivedMessage message = convert(paragraph(text));

    String comment =
        "{\"messages\":[{\"comments\":[" + Json.MAPPER.writeValueAsString(message) + "]}]}";
    assertThat(Json.MAPPER.readTree(comment).toString()).contains("\"deep\"");
  }

  @Test
  void a_message_without_media_has_the_type_alone() throws Exception {
    assertThat(convert(paragraph(plain("a"))).media()).isEqualTo(Media.of("rich_message"));
  }
}
