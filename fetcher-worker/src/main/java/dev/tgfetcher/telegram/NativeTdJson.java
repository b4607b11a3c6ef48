package dev.tgfetcher.telegram;

import com.sun.jna.Callback;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real {@code libtdjson}, bound by JNA. */
final class NativeTdJson implements TdJson {

  /** Named as in TDLib's C header. */
  interface Functions extends Library {
    int td_create_client_id();

    void td_send(int clientId, byte[] request);

    @Nullable Pointer td_receive(double timeout);

    Pointer td_execute(byte[] request);

    void td_set_log_message_callback(int maxVerbosity, @Nullable NativeLogSink callback);
  }

  interface NativeLogSink extends Callback {
    void invoke(int verbosity, Pointer line);
  }

  private final Functions functions;

  /** Native code calls it, so it must stay reachable from here. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable NativeLogSink logSink;

  private NativeTdJson(Functions functions) {
    this.functions = functions;
  }

  /**
   * @throws UnsatisfiedLinkError when the file is no library for this platform, or not TDLib's
   */
  static NativeTdJson load(Path library) {
    String file = library.toAbsolutePath().toString();
    NativeTdJson loaded = new NativeTdJson(Native.load(file, Functions.class, Map.of()));
    loaded.functions.td_set_log_message_callback(0, null);
    return loaded;
  }

  @Override
  public int createClientId() {
    return functions.td_create_client_id();
  }

  @Override
  public void send(int clientId, byte[] request) {
    functions.td_send(clientId, zeroTerminated(request));
  }

  @Override
  public byte @Nullable [] receive(double timeoutSeconds) {
    Pointer answer = functions.td_receive(timeoutSeconds);
    return answer == null ? null : bytes(answer);
  }

  @Override
  public byte[] execute(byte[] request) {
    return bytes(functions.td_execute(zeroTerminated(request)));
  }

  @Override
  public void logTo(int maxVerbosity, LogSink sink) {
    NativeLogSink nativeSink =
        (verbosity, line) -> sink.log(verbosity, new String(bytes(line), StandardCharsets.UTF_8));
    Native.setCallbackThreadInitializer(
        nativeSink, new CallbackThreadInitializer(true, false, "tdlib"));
    functions.td_set_log_message_callback(maxVerbosity, nativeSink);
    logSink = nativeSink;
  }

  private static byte[] zeroTerminated(byte[] text) {
    return Arrays.copyOf(text, text.length + 1);
  }

  private static byte[] bytes(Pointer text) {
    return text.getByteArray(0, Math.toIntExact(text.indexOf(0, (byte) 0)));
  }
}
