package dev.tgfetcher.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileUrlsTest {
  private static final LocalDate DAY = LocalDate.of(2025, 11, 7);

  @Test
  void without_an_address_there_is_no_url() {
    assertThat(FileUrls.NONE.of("ru_python", DAY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://files.example,          https://files.example",
    "https://files.example/,         https://files.example",
    "http://h:8080/my%20archive//,   http://h:8080/my%20archive",
    "https://files.example/\u0430,   https://files.example/%D0%B0"
  })
  void a_url_is_the_address_the_chat_and_the_date(String address, String root) {
    FileUrls urls = new FileUrls(Optional.of(URI.create(address)));

    assertThat(urls.of("-1001234567890", DAY)).contains(root + "/-1001234567890/2025-11-07.json");
  }

  @Test
  void the_name_of_a_chat_is_encoded() {
    FileUrls urls = new FileUrls(Optional.of(URI.create("https://files.example")));

    assertThat(urls.of("a b?#%\u00e9", DAY))
        .contains("https://files.example/a%20b%3F%23%25%C3%A9/2025-11-07.json");
  }
}
