package dev.tgfetcher.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramProxyTest {
  private static final String SECRET = "00112233445566778899aabbccddeeff";

  @ParameterizedTest
  @CsvSource({
    "mtproto://00112233445566778899aabbccddeeff@127.0.0.1:443, MTPROTO, 127.0.0.1, 443, '',"
        + " 00112233445566778899aabbccddeeff",
    "mtproto://7gARIjNEVWZ3iJmqu8zd7v9leGFtcGxlLm9yZw==@proxy.example:8443, MTPROTO,"
        + " proxy.example, 8443, '', 7gARIjNEVWZ3iJmqu8zd7v9leGFtcGxlLm9yZw==",
    "socks5://localhost:1080, SOCKS5, localhost, 1080, '', ''",
    "socks5://user:p%40s%3As+@[::1]:1080/, SOCKS5, ::1, 1080, user, p@s:s+",
    "http://user@10.0.0.1:3128, HTTP, 10.0.0.1, 3128, user, ''",
  })
  void each_form_is_read(
      String url, TelegramProxy.Kind kind, String host, int port, String user, String secret) {
    assertThat(TelegramProxy.parse(url))
        .isEqualTo(new TelegramProxy(kind, host, port, user, secret));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "proxy.example:443",
        "ftp://proxy.example:443",
        "socks5://proxy.example",
        "socks5://proxy.example:0",
        "socks5://proxy.example:65536",
        "socks5://proxy.example:99999999999",
        "mtproto://proxy.example:443",
        "mtproto://abc@proxy.example:443",
      })
  void a_bad_form_is_refused_with_the_property_named(String url) {
    assertThatThrownBy(() -> TelegramProxy.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TELEGRAM_PROXY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mtproto://hunter2@host:443", "socks5://user:hunter2@host", "hunter2@host:1"})
  void a_refusal_does_not_show_the_secret(String url) {
    assertThatThrownBy(() -> TelegramProxy.parse(url)).hasMessageNotContaining("hunter2");
  }

  @Test
  void it_is_shown_without_its_secrets() {
    assertThat(TelegramProxy.parse("mtproto://" + SECRET + "@host:443"))
        .hasToString("mtproto://***@host:443");
    assertThat(TelegramProxy.parse("socks5://user:pass@host:1080"))
        .hasToString("socks5://***@host:1080");
    assertThat(TelegramProxy.parse("http://host:80")).hasToString("http://host:80");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mtproto://00112233445566778899aabbccddeeff@h:1 | {"@type":"proxyTypeMtproto","secret":"00112233445566778899aabbccddeeff"}
          socks5://u:p@h:1 | {"@type":"proxyTypeSocks5","username":"u","password":"p"}
          http://u:p@h:1   | {"@type":"proxyTypeHttp","username":"u","password":"p","http_only":false}
          """)
  void its_request_has_the_type_of_the_proxy(String url, String type) {
    assertThat(TelegramProxy.parse(url).toRequest())
        .hasToString(
            "{\"@type\":\"addProxy\",\"enable\":true,\"comment\":\"\",\"proxy\":"
                + "{\"@type\":\"proxy\",\"server\":\"h\",\"port\":1,\"type\":"
                + type
                + "}}");
  }
}
