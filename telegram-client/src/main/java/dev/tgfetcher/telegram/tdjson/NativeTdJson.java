package dev.tgfetcher.telegram.tdjson;

import com.sun.jna.Callback;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The {@code libtdjson} library, bound by JNA. */
final class NativeTdJson implements TdJson {

  /** The functions of TDLib's C header. */
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

  /** TDLib's threads call them until the process ends, so no sink may be collected. */
  private static final Queue<NativeLogSink> SINKS = new ConcurrentLinkedQueue<>();

  /**
   * TDLib exports all of its symbols, and OpenSSL's. In one scope, which is JNA's default, a second
   * copy of the library would use half of the first copy's symbols.
   */
  private static final int RTLD_LAZY_AND_LOCAL = 1;

  private static final Map<String, Object> OPEN_OPTIONS =
      Platform.isWindows() ? Map.of() : Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY_AND_LOCAL);

  /** JNA unloads a library without references, but TDLib's threads would run on in its memory. */
  private static final Map<String, NativeTdJson> LOADED = new ConcurrentHashMap<>();

  private final Functions functions;

  private NativeTdJson(Functions functions) {
    this.functions = functions;
  }

  /**
   * Loads the library, which stays loaded until the process ends.
   *
   * @throws UnsatisfiedLinkError when the file is no TDLib for this platform
   */
  static NativeTdJson load(Path library) {
    return LOADED.computeIfAbsent(library.toAbsolutePath().toString(), NativeTdJson::loadOnce);
  }

  private static NativeTdJson loadOnce(String library) {
    Functions functions = Native.load(library, Functions.class, OPEN_OPTIONS);
    // A line that comes when Java has ended would abort the process.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> functions.td_set_log_message_callback(0, null), "tdlib-log-end"));
    return new NativeTdJson(functions);
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
    NativeLogSink lines =
        (verbosity, line) -> sink.write(verbosity, new String(bytes(line), StandardCharsets.UTF_8));
    SINKS.add(lines);
    Native.setCallbackThreadInitializer(lines, new CallbackThreadInitializer(true, false, "tdlib"));
    functions.td_set_log_message_callback(maxVerbosity, lines);
  }

  private static byte[] zeroTerminated(byte[] text) {
    return Arrays.copyOf(text, text.length + 1);
  }

  private static byte[] bytes(Pointer text) {
    return text.getByteArray(0, Math.toIntExact(text.indexOf(0, (byte) 0)));
  }
}
