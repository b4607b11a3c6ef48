package dev.tgfetcher.schema.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.JsonSchemas;
import dev.tgfetcher.schema.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRefTest {

  @ParameterizedTest
  @CsvSource({
    "@ru_python, @ru_python, ru_python",
    "ru_python, @ru_python, ru_python",
    "@IRINA, @IRINA, IRINA",
    "@abcd, @abcd, abcd",
    "' @abcd', @abcd, abcd",
    "'abcd\t', @abcd, abcd",
    "'@abcd\n', @abcd, abcd",
    "t.me/ru_python, @ru_python, ru_python",
    "https://t.me/Ru_Python, @Ru_Python, Ru_Python",
    "http://t.me/abcd, @abcd, abcd",
    "HTTPS://T.ME/abcd, @abcd, abcd",
    "www.t.me/abcd, @abcd, abcd",
    "https://www.telegram.me/abcd, @abcd, abcd",
    "telegram.me/abcd, @abcd, abcd",
    "https://telegram.dog/abcd, @abcd, abcd",
    "abcd.t.me, @abcd, abcd",
    "https://Abcd.T.me/, @Abcd, Abcd",
    "https://abcd.t.me/12?single, @abcd, abcd",
    "https://t.me/abcd/, @abcd, abcd",
    "https://t.me/abcd/12, @abcd, abcd",
    "https://t.me/abcd/12/, @abcd, abcd",
    "https://t.me/abcd/7/12?comment=3&single, @abcd, abcd",
    "https://t.me/abcd?before=5, @abcd, abcd",
    "https://t.me/s/abcd, @abcd, abcd",
    "https://t.me/s/abcd/12, @abcd, abcd",
    "https://t.me/s/abcd?q=x, @abcd, abcd",
    "t.me/@abcd, @abcd, abcd",
    "'  https://t.me/abcd  ', @abcd, abcd",
    "tg://resolve?domain=abcd, @abcd, abcd",
    "tg:resolve?domain=abcd, @abcd, abcd",
    "TG://resolve?post=12&domain=abcd&single, @abcd, abcd",
    "https://t.me/c/3456789012, -1003456789012, -1003456789012",
    "https://t.me/c/700/5, -1000000000700, -1000000000700",
    "t.me/c/700/5/6?single, -1000000000700, -1000000000700",
    "tg://privatepost?channel=700&post=5, -1000000000700, -1000000000700",
    "-1001234567890, -1001234567890, -1001234567890",
    "42, 42, 42",
    "1003456789012, 1003456789012, 1003456789012",
    "channel_700, -1000000000700, -1000000000700",
    "chat_4810, -4810, -4810",
    "user_123, 123, 123",
    "@channel_700, @channel_700, channel_700",
    "t.me/channel_700, @channel_700, channel_700",
    "me, me, me",
    "self, me, me",
    "' Me ', me, me",
    "@self, @self, self"
  })
  void a_chat_has_one_canonical_form_and_one_folder(String text, String canonical, String folder) {
    ChatRef chat = ChatRef.parse(text).orElseThrow();

    assertThat(chat.canonical()).isEqualTo(canonical);
    assertThat(chat.folder()).isEqualTo(folder);
    assertThat(ChatRef.parse(canonical)).contains(chat);
    assertThat(JsonSchemas.FETCH_COMMAND.problems(command(text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "@me",
        "t.me/me",
        "@abc",
        "@1abcd",
        "@_abcd",
        "@abcdefghijklmnopqrstuvwxyzabcdefg",
        "../etc",
        "@../../etc",
        "..",
        "@abcd/..",
        "/etc/passwd",
        "C:\\Windows",
        "\\\\host\\share",
        "abcd\u0000",
        "@ab cd",
        "@com1",
        "LPT9",
        "https://t.me/COM0",
        "com1.t.me",
        "@раураl",
        "@ａｂｃｄ",
        "@abcdı",
        "@abcd\u200b",
        "@ab\u202ecd",
        "@@abcd",
        "https://t.me/",
        "https://t.me/abcd/..",
        "https://t.me/abcd/app",
        "https://t.me/abcd 12",
        "https://t.me:443/abcd",
        "https://x@t.me/abcd",
        "ftp://t.me/abcd",
        "https://t.me/+abcdefgh",
        "https://t.me/joinchat",
        "https://t.me/joinchat/abcdef",
        "joinchat.t.me",
        "https://t.me/addlist/12",
        "https://t.me/share?url=x",
        "https://t.me/proxy?server=x",
        "https://t.me/s/",
        "https://t.me/c/0/5",
        "https://t.me/c/abcd",
        "https://www.t.me.evil.example/abcd",
        "https://evil.example/abcd",
        "https://evil.example/t.me/abcd",
        "https://web.telegram.org/k/#@abcd",
        "https://web.telegram.org/a/#-1001234567890",
        "web.telegram.org",
        "abcd.telegram.me",
        "txme/abcd",
        "tg://resolve?phone=4917012345",
        "tg://join?invite=abcd",
        "0",
        "-0",
        "-",
        "--5",
        "+5",
        "007",
        "1.5",
        "1e3",
        "3456789012345",
        "-1001234567890123",
        "99999999999999999999999999",
        "٤٢"
      })
  void anything_else_is_no_chat(String text) {
    assertThat(ChatRef.parse(text)).isEmpty();
    assertThat(ChatRef.problem(text)).contains("-100");
    assertThat(JsonSchemas.FETCH_COMMAND.problems(command(text))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://t.me/+abcdefgh, is an invite link",
    "T.me/joinchat/AAAA, is an invite link",
    "tg://join?invite=AAAA, is an invite link",
    "https://web.telegram.org/k/#@abcd, use the chat's @name",
    "https://web.telegram.org/a/#-1001234567890, is an address of the web client",
    "3456789012345, begins with -100: -1001234567890",
    "10034567890123, begins with -100: -10034567890123",
    "https://example.org/x, must be @name"
  })
  void a_refusal_names_the_form_to_use(String text, String problem) {
    assertThat(ChatRef.problem(text)).contains(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "3456789012, -1003456789012",
    "1003456789012, -1003456789012",
    "-3456789012, -1003456789012",
    "700, -1000000000700"
  })
  void an_id_without_its_prefix_has_the_id_of_a_channel(long id, long channel) {
    assertThat(new ChatRef.NumericId(id).asChannel()).hasValue(channel);
  }

  @Test
  void an_id_with_its_prefix_is_complete() {
    assertThat(new ChatRef.NumericId(-1003456789012L).asChannel()).isEmpty();
  }

  @Test
  void an_invalid_reference_cannot_be_created() {
    assertThatThrownBy(() -> new ChatRef.Username("../x")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new ChatRef.Username("lpt1")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new ChatRef.NumericId(0)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new ChatRef.NumericId(1L << 40)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new ChatRef.NumericId(Long.MIN_VALUE))
        .isInstanceOf(RuntimeException.class);
  }

  private static String command(String chat) {
    return Json.MAPPER
        .createObjectNode()
        .put("command", "fetch")
        .put("chat", chat)
        .put("mode", "full")
        .toString();
  }
}
