package dev.tgfetcher.failure;

/** An exception that carries the failure it stands for, so that no classifier has to know it. */
public interface HasFailure {
  Failure failure();
}
