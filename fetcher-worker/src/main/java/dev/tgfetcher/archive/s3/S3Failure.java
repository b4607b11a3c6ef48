package dev.tgfetcher.archive.s3;

import dev.tgfetcher.file.StorageException;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Turns a failure of the SDK into one that names the action, the place and the store's words. */
final class S3Failure {
  static final String NO_CREDENTIALS = "unable to load credentials";
  static final String NO_REGION = "unable to load region";
  private static final Set<Integer> OVERLOADED = Set.of(408, 429, 500, 502, 503, 504);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private S3Failure() {}

  static StorageException of(String doing, String place, SdkException failure) {
    return new StorageException(doing, place, reason(failure), failure);
  }

  /** The store's words: the status, its code and its message, or why there was no answer. */
  static String reason(SdkException failure) {
    if (failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
      String code = answer.awsErrorDetails().errorCode();
      String message = answer.awsErrorDetails().errorMessage();
      return answer.statusCode() + " " + code + (message == null ? "" : ": " + message);
    }
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String own = String.valueOf(failure.getMessage());
    return cause == failure ? own : own + " (" + cause + ")";
  }

  /** Whether the store did not answer, or answered that it cannot now. */
  static boolean isAway(SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      return OVERLOADED.contains(answer.statusCode());
    }
    String text = reason(failure).toLowerCase(Locale.ROOT);
    return !text.contains(NO_CREDENTIALS) && !text.contains(NO_REGION);
  }

  static boolean isMissing(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && answer.statusCode() == NOT_FOUND
        && !(failure instanceof NoSuchBucketException);
  }

  /** Whether the condition of a write was not met: the object has changed, or is gone. */
  static boolean isRefusedCondition(SdkException failure) {
    return failure instanceof AwsServiceException answer
        && (answer.statusCode() == PRECONDITION_FAILED
            || answer.statusCode() == CONFLICT
            || isMissingKey(answer));
  }

  private static boolean isMissingKey(AwsServiceException answer) {
    return answer.statusCode() == NOT_FOUND
        && answer.awsErrorDetails() != null
        && "NoSuchKey".equals(answer.awsErrorDetails().errorCode());
  }
}
