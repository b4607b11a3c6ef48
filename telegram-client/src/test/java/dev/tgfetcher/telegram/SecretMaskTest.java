package dev.tgfetcher.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

  @Test
  void an_added_value_is_masked_everywhere() {
    String secret = "9f1c7a52e6";
    assertThat(SecretMask.apply("hash 9f1c7a52e6!")).contains(secret);

    SecretMask.add(secret);

    assertThat(SecretMask.apply("hash 9f1c7a52e6!")).isEqualTo("hash ***!");
  }

  @Test
  void a_secret_that_holds_another_is_masked_whole() {
    SecretMask.add("inner-3b1f");
    SecretMask.add("outer-inner-3b1f-outer");

    assertThat(SecretMask.apply("outer-inner-3b1f-outer")).isEqualTo("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "setAuthenticationPhoneNumber { phone_number = \"+49SECRET\" settings = null }",
        "{\"@type\":\"setTdlibParameters\",\"api_hash\":\"SECRET\",\"api_id\":1}",
        "database_encryption_key = bytes [32] { 28 CD SECRET 30 B3 }",
        "database_encryption_key = bytes { SECRET }",
        "phone_code = \"SECRET\"",
        "database_encryption_key:SECRET,",
        "{\"password\" : \"SECRET\"}",
        "new_password=SECRET",
        "proxyTypeMtproto { secret = \"SECRET\" }",
        "checkAuthenticationCode { code = \"SECRET\" }",
      })
  void a_value_behind_a_name_for_secrets_is_masked(String line) {
    assertThat(SecretMask.apply(line)).doesNotContain("SECRET").contains("***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error { code = 400 message = \"Chat not found\" }",
        "{\"language_code\":\"en\",\"chat_id\":-1001234567890}",
      })
  void the_rest_stays_readable(String line) {
    assertThat(SecretMask.apply(line)).isEqualTo(line);
  }
}
