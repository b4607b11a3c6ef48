package dev.tgfetcher.schema.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRefTest {

  @ParameterizedTest
  @CsvSource({
    "@ru_python, @ru_python, ru_python",
    "ru_python, @ru_python, ru_python",
    "t.me/ru_python, @ru_python, ru_python",
    "https://t.me/Ru_Python, @Ru_Python, Ru_Python",
    "@IRINA, @IRINA, IRINA",
    "@abcd, @abcd, abcd",
    "-1001234567890, -1001234567890, -1001234567890",
    "42, 42, 42"
  })
  void a_chat_has_one_canonical_form_and_one_folder(String text, String canonical, String folder) {
    ChatRef chat = ChatRef.parse(text).orElseThrow();

    assertThat(chat.canonical()).isEqualTo(canonical);
    assertThat(chat.folder()).isEqualTo(folder);
    assertThat(ChatRef.parse(canonical)).contains(chat);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
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
        "@abcd\n",
        " @abcd",
        "@abcd ",
        "@ab cd",
        "@com1",
        "LPT9",
        "https://t.me/COM0",
        "@раураl",
        "@ａｂｃｄ",
        "@abcdı",
        "@abcd\u200b",
        "@ab\u202ecd",
        "@@abcd",
        "http://t.me/abcd",
        "https://t.me/abcd/",
        "https://t.me/abcd/12",
        "https://t.me/+abcdefgh",
        "https://t.me/joinchat/abcdef",
        "https://evil.example/abcd",
        "txme/abcd",
        "0",
        "-0",
        "-",
        "--5",
        "+5",
        "007",
        "1.5",
        "1e3",
        "-1001234567890123",
        "99999999999999999999999999",
        "٤٢"
      })
  void anything_else_is_no_chat(String text) {
    assertThat(ChatRef.parse(text)).isEmpty();
  }

  @Test
  void an_invalid_reference_cannot_be_created() {
    assertThatThrownBy(() -> new ChatRef.Username("../x")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new ChatRef.Username("lpt1")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new ChatRef.NumericId(0)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> new ChatRef.NumericId(Long.MIN_VALUE))
        .isInstanceOf(RuntimeException.class);
  }
}
