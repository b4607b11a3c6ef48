package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  private static String text(Html html) {
    StringBuilder out = new StringBuilder();
    html.appendTo(out);
    return out.toString();
  }

  @Test
  void texts_and_values_of_attributes_are_escaped() {
    assertThat(text(el("p", attr("title", "\"'<>&"), "a < b & \"c\" 'd'\u0000")))
        .isEqualTo(
            "<p title=\"&quot;&#39;&lt;&gt;&amp;\">a &lt; b &amp; &quot;c&quot; &#39;d&#39;\ufffd</p>");
  }

  @Test
  void lists_and_optional_parts_are_put_in() {
    assertThat(
            text(
                el(
                    "ul",
                    List.of(el("li", 1), el("li", 2)),
                    Optional.of(attr("id", "x")),
                    Optional.empty(),
                    null)))
        .isEqualTo("<ul id=\"x\"><li>1</li><li>2</li></ul>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "data:text/html,x",
        " /x",
        "/x\ny",
        ""
      })
  void a_link_leads_into_the_console_alone(String address) {
    assertThatThrownBy(() -> attr("href", address)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onclick", "style", "a b", "x=\"", "onerror"})
  void attributes_are_neither_scripts_nor_styles(String name) {
    assertThatThrownBy(() -> attr(name, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_script_has_no_content_and_a_style_is_no_element() {
    assertThatThrownBy(() -> el("script", "alert(1)")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> el("style", "p{}")).isInstanceOf(IllegalArgumentException.class);
  }
}
