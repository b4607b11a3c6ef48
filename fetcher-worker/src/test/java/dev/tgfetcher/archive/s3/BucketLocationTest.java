package dev.tgfetcher.archive.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketLocationTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket, s3://bucket, a/b.json",
    "s3://bucket/, s3://bucket, a/b.json",
    "s3://bucket/prefix, s3://bucket/prefix, prefix/a/b.json",
    "s3://my.bucket-1//one//two/, s3://my.bucket-1/one/two, one/two/a/b.json"
  })
  void an_address_is_read(String address, String place, String key) {
    BucketLocation location = parse(address);

    assertThat(location.place()).isEqualTo(place);
    assertThat(location.key("a/b.json")).isEqualTo(key);
    assertThat(location.place(key)).isEqualTo(place + "/a/b.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bucket", "s3://", "s3://B", "http://bucket/x", "s3://bucket/a b", "s3://a?b"})
  void another_address_is_refused(String address) {
    assertThatThrownBy(() -> parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ARCHIVE_URL must be like s3://bucket/prefix: '" + address + "'");
  }

  private static BucketLocation parse(String address) {
    return BucketLocation.parse(address, Optional.empty(), Optional.empty(), false);
  }
}
