package dev.tgfetcher.telegram.tdobject;

import dev.tgfetcher.telegram.tdjson.TdJson;
import java.util.List;

/** The functions of TDLib's native client, with objects of generated classes. */
public interface NativeObjects {
  int create();

  /**
   * Sends a request.
   *
   * @param requestId comes back with the answer; not 0, which updates have
   */
  void send(int clientId, long requestId, Object function);

  /** Waits for answers and updates of any client. Only one thread may call this. */
  List<ReceivedObject> receive(double timeoutSeconds);

  Object execute(Object function);

  void logTo(int maxVerbosity, TdJson.LogSink sink);
}
