package dev.tgfetcher.failure;

/** An exception that knows what its failure is. */
public interface ClassifiedFailure {
  Failure failure();
}
