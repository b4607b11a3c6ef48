package dev.tgfetcher.telegram.tdobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ObjectMappingTest {
  private static final ObjectTypes TYPES = new ObjectTypes(SampleApi.class);
  private final ObjectReader reader = new ObjectReader(TYPES);
  private final ObjectWriter writer = new ObjectWriter(TYPES);

  @Test
  void a_request_becomes_an_object_of_its_class() {
    SampleApi.GetMessages request =
        (SampleApi.GetMessages)
            reader.read(
                json(
                    "{'@type':'getMessages','chat_id':'-1001234567890','message_ids':[1048576,'7'],"
                        + "'@extra':1}"));

    assertThat(request.chatId).isEqualTo(-1001234567890L);
    assertThat(request.messageIds).containsExactly(1048576L, 7L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'@type':'getMessages','chat_id':-9007199254740991,'message_ids':[]}",
        "{'@type':'messages','total_count':-1,'messages':[null,{'@type':'message','id':1,"
            + "'effect_id':'9223372036854775807','is_pinned':true,"
            + "'content':{'@type':'messageText','text':'\u0131 \u00fc'}}]}",
        "{'@type':'message','id':1,'effect_id':'0','is_pinned':false,"
            + "'content':{'@type':'messageLocation',"
            + "'location':{'@type':'location','latitude':-0.1,'longitude':1.0E-7}}}",
        "{'@type':'minithumbnail','width':40,'data':'AP9/gA=='}",
        "{'@type':'replyMarkupInlineKeyboard','rows':[[{'@type':'inlineKeyboardButton',"
            + "'text':'a','icon_custom_emoji_id':'-9223372036854775808'}],[]]}",
        "{'@type':'emojiStatusCustomEmojis','custom_emoji_ids':['5','9007199254740993']}",
        "{'@type':'optionValueInteger','value':'9007199254740993'}",
        "{'@type':'updateAuthorizationState',"
            + "'authorization_state':{'@type':'authorizationStateClosed'}}"
      })
  void the_round_trip_is_exact(String text) {
    JsonNode json = json(text);

    assertThat(written(json)).isEqualTo(json);
  }

  /** As text and back: a parsed number has the smallest type. */
  private JsonNode written(JsonNode json) {
    return JsonMapper.shared().readTree(writer.write(reader.read(json)).toString());
  }

  @Test
  void null_and_absence_are_the_default() {
    JsonNode json = json("{'@type':'message','id':null,'is_pinned':null,'content':null}");

    assertThat(written(json))
        .isEqualTo(json("{'@type':'message','id':0,'effect_id':'0','is_pinned':false}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':1} | an object has no @type",
        "{'@type':'noSuch'} | this TDLib has no noSuch",
        "{'@type':'messageContent'} | this TDLib has no messageContent",
        "{'@type':'message','idd':1} | this TDLib has no message.idd",
        "{'@type':'message','id':true} | message.id cannot be this BOOLEAN",
        "{'@type':'message','id':1.5} | message.id cannot be this NUMBER",
        "{'@type':'message','id':'one'} | message.id cannot be this STRING",
        "{'@type':'message','id':9223372036854775808} | message.id cannot be this NUMBER",
        "{'@type':'messages','total_count':2147483648} | messages.total_count cannot be this NUMBER",
        "{'@type':'messages','messages':{}} | messages.messages cannot be this OBJECT",
        "{'@type':'messages','messages':[{'@type':'close'}]} | messages.messages[0] cannot be close",
        "{'@type':'message','content':{'@type':'close'}} | message.content cannot be close",
        "{'@type':'message','content':7} | message.content cannot be this NUMBER",
        "{'@type':'message','is_pinned':1} | message.is_pinned cannot be this NUMBER",
        "{'@type':'messageText','text':1} | messageText.text cannot be this NUMBER",
        "{'@type':'location','latitude':'1'} | location.latitude cannot be this STRING",
        "{'@type':'minithumbnail','data':'?'} | minithumbnail.data cannot be this STRING",
        "{'@type':'getMessages','message_ids':[null]} | getMessages.message_ids[0] cannot be this NULL"
      })
  void a_value_without_a_counterpart_is_refused_by_its_name(String text, String reason) {
    JsonNode json = json(text);

    assertThatThrownBy(() -> reader.read(json))
        .isInstanceOf(ObjectMappingException.class)
        .hasMessage(reason);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }
}
