package dev.tgfetcher.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The policies of docs/integrations.md have the rights of the requests that the program sends. */
class BucketRightsTest {
  /** The rights of each call of the SDK. */
  private static final Map<String, List<String>> RIGHTS =
      Map.ofEntries(
          Map.entry("headObject", List.of("s3:GetObject")),
          Map.entry("getObject", List.of("s3:GetObject")),
          Map.entry("getObjectAsBytes", List.of("s3:GetObject")),
          Map.entry("listObjectsV2Paginator", List.of("s3:ListBucket")),
          Map.entry("putObject", List.of("s3:PutObject")),
          Map.entry("createMultipartUpload", List.of("s3:PutObject")),
          Map.entry("uploadPart", List.of("s3:PutObject")),
          Map.entry("completeMultipartUpload", List.of("s3:PutObject")),
          Map.entry("copyObject", List.of("s3:GetObject", "s3:PutObject")),
          Map.entry("deleteObject", List.of("s3:DeleteObject")),
          Map.entry("abortMultipartUpload", List.of("s3:AbortMultipartUpload")),
          Map.entry("listMultipartUploadsPaginator", List.of("s3:ListBucketMultipartUploads")));

  private static final Pattern CALL =
      Pattern.compile("client\\(\\)\\s*\\.(\\w+)\\(|\\bclient\\s*\\.(\\w+)\\(");
  private static final Pattern POLICY =
      Pattern.compile("(?s)```json\\n(\\{[^`]*\"Action\"[^`]*)```");

  private static NavigableSet<String> used() {
    NavigableSet<String> rights = new TreeSet<>();
    for (Path file :
        Repository.files("fetcher-worker/src/main/java/dev/tgfetcher/archive/s3", ".java")) {
      for (MatchResult call : CALL.matcher(Repository.text(file)).results().toList()) {
        String name = call.group(1) == null ? call.group(2) : call.group(1);
        assertThat(RIGHTS).as("the rights of %s in %s", name, file).containsKey(name);
        rights.addAll(requireNonNull(RIGHTS.get(name)));
      }
    }
    return rights;
  }

  /** The rights of the policies: of a worker, an analyzer and an operator. */
  private static List<NavigableSet<String>> documented() {
    List<NavigableSet<String>> policies = new ArrayList<>();
    POLICY
        .matcher(Repository.text("docs/integrations.md"))
        .results()
        .forEach(policy -> policies.add(rights(new JsonMapper().readTree(policy.group(1)))));
    return policies;
  }

  private static NavigableSet<String> rights(JsonNode policy) {
    NavigableSet<String> rights = new TreeSet<>();
    for (JsonNode statement : policy.path("Statement")) {
      JsonNode action = statement.path("Action");
      if (action.isString()) {
        rights.add(action.asString());
      }
      action.forEach(one -> rights.add(one.asString()));
    }
    return rights;
  }

  @Test
  void an_operator_has_the_rights_of_all_requests_and_a_worker_all_but_that_for_leftovers() {
    NavigableSet<String> all = used();
    NavigableSet<String> ofWorker = new TreeSet<>(all);
    ofWorker.remove("s3:ListBucketMultipartUploads");

    assertThat(documented())
        .containsExactly(ofWorker, new TreeSet<>(List.of("s3:GetObject", "s3:ListBucket")), all);
  }
}
