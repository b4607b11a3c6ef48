package dev.tgfetcher.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Raises Awaitility's default timeout, because a busy machine needs minutes for seconds of work.
 * JUnit finds this extension as a service.
 */
public final class PatientAwaitility implements BeforeAllCallback {
  public static final Duration LONG = Duration.ofSeconds(90);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
