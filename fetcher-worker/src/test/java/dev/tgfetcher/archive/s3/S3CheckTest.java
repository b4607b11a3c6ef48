package dev.tgfetcher.archive.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.archive.ArchiveProblem;
import dev.tgfetcher.testing.S3Mock;
import dev.tgfetcher.testing.S3Proxy;
import dev.tgfetcher.testing.S3Proxy.Fate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3CheckTest {
  @TempDir Path local;
  private final S3Proxy proxy = S3Proxy.to(S3Mock.shared().endpoint());
  private final S3TestStore archive = S3TestStore.create(proxy.endpoint());

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void a_store_with_conditional_writes_and_all_rights_has_no_problem() {
    assertThat(problem(archive)).isEmpty();
    assertThat(archive.bucket().list(archive.location().key(""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, list-type, s3:ListBucket",
    "PUT, -, s3:PutObject",
    "GET, -, s3:GetObject",
    "DELETE, -, s3:DeleteObject"
  })
  void a_missing_right_is_named(String method, String query, String right) {
    proxy.decide(
        request ->
            request.method().equals(method)
                    && request.query().contains("list-type") == query.equals("list-type")
                ? new Fate.Refuse(403, "AccessDenied")
                : Fate.PASS);

    assertThat(problem(archive))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .startsWith("ARCHIVE_URL: Cannot ")
                    .contains("403 AccessDenied")
                    .endsWith("give the user the right " + right + " on " + place()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | RequestTimeTooSkewed | set the clock of this machine
          403 | InvalidAccessKeyId   | mend AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
          400 | AuthorizationHeaderMalformed | set ARCHIVE_S3_REGION
          405 | MethodNotAllowed     | mend ARCHIVE_S3_ENDPOINT
          503 | SlowDown             | start again when the store answers
          500 | InternalError        | start again when the store answers
          """)
  void a_refusal_has_its_remedy(int status, String code, String remedy) {
    proxy.decide(request -> new Fate.Refuse(status, code));

    assertThat(problem(archive))
        .hasValueSatisfying(line -> assertThat(line).contains(code).contains(remedy));
  }

  @ParameterizedTest
  @CsvSource({"503, true", "500, true", "429, true", "501, false", "403, false", "405, false"})
  void only_a_store_that_is_away_is_worth_waiting_for(int status, boolean isWorthIt) {
    proxy.decide(request -> new Fate.Refuse(status, "Any"));

    try (S3Archive opened = archive.open(5, local)) {
      assertThat(opened.check().problem())
          .hasValueSatisfying(
              problem -> assertThat(problem.isMendedByWaiting()).isEqualTo(isWorthIt));
    }
  }

  @Test
  void a_store_that_goes_away_during_the_check_has_no_lack_of_conditional_writes() {
    AtomicInteger writes = new AtomicInteger();
    proxy.decide(
        request ->
            request.method().equals("PUT") && writes.incrementAndGet() > 1
                ? new Fate.Refuse(503, "SlowDown")
                : Fate.PASS);

    assertThat(problem(archive))
        .hasValueSatisfying(
            line -> assertThat(line).contains("SlowDown").doesNotContain("does not refuse"));
  }

  @Test
  void a_missing_bucket_is_named() {
    BucketLocation missing =
        new BucketLocation(
            "no-such-bucket", "", Optional.of(proxy.endpoint()), Optional.empty(), true);

    assertThat(problem(new S3TestStore(missing)))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("NoSuchBucket")
                    .endsWith("create the bucket no-such-bucket, or mend ARCHIVE_URL"));
  }

  @Test
  void an_endpoint_without_a_store_is_named() {
    URI nothing = URI.create("http://127.0.0.1:1");

    assertThat(problem(archive.by(nothing)))
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .contains("Connection refused")
                    .endsWith("mend ARCHIVE_S3_ENDPOINT, or start the store")
                    .hasLineCount(1));
  }

  @Test
  void a_store_without_conditional_writes_is_refused() {
    S3Proxy deaf = S3Proxy.to(S3Mock.shared().endpoint());
    deaf.ignoreConditions();

    assertThat(problem(archive.by(deaf.endpoint())))
        .hasValueSatisfying(
            line -> assertThat(line).contains("does not refuse writes by If-None-Match"));
    deaf.close();
  }

  private String place() {
    return archive.location().place();
  }

  private Optional<String> problem(S3TestStore store) {
    try (S3Archive opened = store.open(5, local)) {
      return opened.check().problem().map(ArchiveProblem::line);
    }
  }
}
