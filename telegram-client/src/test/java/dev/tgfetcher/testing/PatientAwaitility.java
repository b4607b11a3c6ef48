package dev.tgfetcher.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every test wait long for what has to come: on a machine with too much to do seconds become
 * minutes, and a wait that is fulfilled costs nothing. JUnit finds it as a service.
 */
public final class PatientAwaitility implements BeforeAllCallback {
  public static final Duration LONG = Duration.ofSeconds(90);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONG);
  }
}
