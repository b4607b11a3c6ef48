package dev.tgfetcher.telegram.tdobject;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A native client over {@link SampleApi}, with static methods of the names that TDLib's has. A
 * client answers by the rules of {@link #answer}.
 */
public class SampleClient {
  private static final AtomicInteger CLIENTS = new AtomicInteger();
  private static final BlockingQueue<ReceivedObject> EVENTS = new LinkedBlockingQueue<>();
  private static volatile @Nullable LogMessageHandler log;
  private static volatile int maxVerbosity;

  /** Receives lines of the log. */
  public interface LogMessageHandler {
    void onLogMessage(int verbosityLevel, String message);
  }

  protected SampleClient() {}

  protected static int createNativeClient() {
    return CLIENTS.incrementAndGet();
  }

  protected static void nativeClientSend(
      int nativeClientId, long eventId, SampleApi.Function<?> function) {
    if (eventId == 1) {
      EVENTS.add(new ReceivedObject(nativeClientId, 0, state(waiting())));
    }
    EVENTS.add(new ReceivedObject(nativeClientId, eventId, answer(function)));
    if (function instanceof SampleApi.Close) {
      EVENTS.add(
          new ReceivedObject(nativeClientId, 0, state(new SampleApi.AuthorizationStateClosed())));
    }
  }

  protected static int nativeClientReceive(
      int[] clientIds, long[] eventIds, SampleApi.Object[] events, double timeout)
      throws InterruptedException {
    ReceivedObject event = EVENTS.poll((long) (timeout * 1000), TimeUnit.MILLISECONDS);
    int count = 0;
    while (event != null) {
      clientIds[count] = event.clientId();
      eventIds[count] = event.requestId();
      events[count++] = (SampleApi.Object) event.object();
      event = count == events.length ? null : EVENTS.poll();
    }
    return count;
  }

  protected static SampleApi.Object nativeClientExecute(SampleApi.Function<?> function) {
    return answer(function);
  }

  protected static void nativeClientSetLogMessageHandler(
      int maxVerbosityLevel, LogMessageHandler handler) {
    maxVerbosity = maxVerbosityLevel;
    log = handler;
  }

  private static SampleApi.Object answer(SampleApi.Function<?> function) {
    if (function instanceof SampleApi.GetOption option && option.name.equals("version")) {
      SampleApi.OptionValueString version = new SampleApi.OptionValueString();
      version.value = "1.8.66";
      return version;
    }
    if (function instanceof SampleApi.AddLogMessage message) {
      LogMessageHandler handler = log;
      if (handler != null && message.verbosityLevel <= maxVerbosity) {
        handler.onLogMessage(message.verbosityLevel, message.text);
      }
    }
    return new SampleApi.Ok();
  }

  private static SampleApi.AuthorizationState waiting() {
    return new SampleApi.AuthorizationStateWaitTdlibParameters();
  }

  private static SampleApi.Object state(SampleApi.AuthorizationState state) {
    SampleApi.UpdateAuthorizationState update = new SampleApi.UpdateAuthorizationState();
    update.authorizationState = state;
    return update;
  }
}
