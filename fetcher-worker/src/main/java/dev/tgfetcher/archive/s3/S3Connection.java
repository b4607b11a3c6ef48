package dev.tgfetcher.archive.s3;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Creates the client of the store. It sends no request. */
final class S3Connection {
  /** The longest wait for a connection. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** The longest wait for the next bytes of an answer. */
  private static final Duration READ = Duration.ofSeconds(20);

  /** The longest time of one request, with the bytes of one part. */
  private static final Duration ATTEMPT = Duration.ofSeconds(50);

  /** The longest time of a request with its repetitions. */
  private static final Duration CALL = Duration.ofSeconds(59);

  private static final int ATTEMPTS = 3;

  /** Stores other than AWS want some region in a signature, and mostly accept this one. */
  private static final String REGION_OF_OTHERS = "us-east-1";

  private S3Connection() {}

  static S3Client open(BucketLocation location) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
            .forcePathStyle(location.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            .overrideConfiguration(
                override ->
                    override
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .retryStrategy(retries -> retries.maxAttempts(ATTEMPTS)));
    location.endpoint().ifPresent((URI endpoint) -> builder.endpointOverride(endpoint));
    location
        .region()
        .or(() -> location.endpoint().map(other -> REGION_OF_OTHERS))
        .ifPresent(region -> builder.region(Region.of(region)));
    return builder.build();
  }
}
