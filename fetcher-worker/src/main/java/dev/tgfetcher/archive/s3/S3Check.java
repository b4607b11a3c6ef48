package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveProblem;
import dev.tgfetcher.file.StorageException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finds out whether an archive can live in a bucket:
 *
 * <ol>
 *   <li>its objects can be listed, written, read and removed
 *   <li>the store honours the conditions of writes; otherwise two writers of one day would both
 *       succeed
 * </ol>
 *
 * <p>The object that it writes is removed again.
 */
public final class S3Check {
  private static final byte[] CONTENT = {'{', '}'};
  private static final int FORBIDDEN = 403;
  private static final int SERVER_FAILURE = 500;
  private static final String NO_ETAG = "\"00000000000000000000000000000000\"";

  private final Bucket bucket;

  S3Check(Bucket bucket) {
    this.bucket = bucket;
  }

  /** The first problem, with its remedy; empty when there is none. */
  public Optional<ArchiveProblem> problem() {
    String key = bucket.location().key(".probe-" + UUID.randomUUID());
    return attempt(Step.LIST, () -> bucket.list(bucket.location().key(".probe-")))
        .or(() -> attempt(Step.WRITE, () -> bucket.put(key, CONTENT, new WriteCondition.Absent())))
        .or(() -> checkWritten(key));
  }

  private Optional<ArchiveProblem> checkWritten(String key) {
    Optional<ArchiveProblem> problem =
        attempt(Step.READ, () -> bucket.get(key)).or(() -> checkConditions(key));
    Optional<ArchiveProblem> removal = attempt(Step.REMOVE, () -> bucket.delete(key));
    return problem.or(() -> removal);
  }

  private Optional<ArchiveProblem> checkConditions(String key) {
    return checkRefusal(key, new WriteCondition.Absent(), "If-None-Match")
        .or(() -> checkRefusal(key, new WriteCondition.Unchanged(NO_ETAG), "If-Match"));
  }

  private Optional<ArchiveProblem> checkRefusal(
      String key, WriteCondition condition, String header) {
    try {
      return bucket.put(key, CONTENT, condition).map(written -> withoutConditions(header, ""));
    } catch (StorageException e) {
      return Optional.of(
          isAway(e)
              ? describe(Step.WRITE, e)
              : withoutConditions(header, " (" + e.getMessage() + ")"));
    }
  }

  private ArchiveProblem withoutConditions(String header, String answer) {
    return new ArchiveProblem(
        "ARCHIVE_URL: the store of "
            + bucket.location().place()
            + " does not refuse writes by "
            + header
            + answer
            + ", so two workers could overwrite each other's days",
        "use a store with conditional writes, or DATA_DIR",
        false);
  }

  private Optional<ArchiveProblem> attempt(Step step, Runnable request) {
    try {
      request.run();
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(describe(step, e));
    }
  }

  private ArchiveProblem describe(Step step, StorageException refusal) {
    String remedy =
        refusal.getCause() instanceof SdkException failure
            ? remedy(step, failure)
            : "mend ARCHIVE_URL";
    return new ArchiveProblem("ARCHIVE_URL: " + refusal.getMessage(), remedy, isAway(refusal));
  }

  private static boolean isAway(StorageException refusal) {
    return refusal.getCause() instanceof SdkException failure && S3Failure.isAway(failure);
  }

  private String remedy(Step step, SdkException failure) {
    String text = S3Failure.reason(failure).toLowerCase(Locale.ROOT);
    if (text.contains(S3Failure.NO_CREDENTIALS)) {
      return "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role";
    }
    if (text.contains(S3Failure.NO_REGION)) {
      return "set ARCHIVE_S3_REGION";
    }
    return failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? remedy(step, answer.awsErrorDetails().errorCode(), answer.statusCode())
        : "mend ARCHIVE_S3_ENDPOINT, or start the store";
  }

  private String remedy(Step step, String code, int status) {
    if (status >= SERVER_FAILURE) {
      return "start again when the store answers";
    }
    return switch (String.valueOf(code)) {
      case "NoSuchBucket" ->
          "create the bucket " + bucket.location().bucket() + ", or mend ARCHIVE_URL";
      case "AccessDenied", "AllAccessDisabled" ->
          "give the user the right " + step.right + " on " + bucket.location().place();
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken" ->
          "mend AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
      case "RequestTimeTooSkewed" -> "set the clock of this machine, for example by NTP";
      case "AuthorizationHeaderMalformed",
          "PermanentRedirect",
          "IllegalLocationConstraintException" ->
          "set ARCHIVE_S3_REGION to the region of the bucket";
      default ->
          status == FORBIDDEN
              ? "give the user the right " + step.right + " on " + bucket.location().place()
              : "mend ARCHIVE_S3_ENDPOINT and ARCHIVE_S3_PATH_STYLE, if this is no S3 store";
    };
  }

  private enum Step {
    LIST("s3:ListBucket"),
    WRITE("s3:PutObject"),
    READ("s3:GetObject"),
    REMOVE("s3:DeleteObject");

    private final String right;

    Step(String right) {
      this.right = right;
    }
  }
}
