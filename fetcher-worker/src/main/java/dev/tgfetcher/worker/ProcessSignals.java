package dev.tgfetcher.worker;

import dev.tgfetcher.config.ExitCode;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the signals to this process mean:
 *
 * <ol>
 *   <li>SIGTERM asks the worker to stop;
 *   <li>so does SIGINT, and a second one ends the process at once, as {@code kill -9} would.
 *   <li>SIGHUP has the configuration read again.
 * </ol>
 *
 * <p>A shutdown hook hears of the first signal alone. {@code sun.misc.Signal}, which hears of all,
 * is reached by reflection: the compiler warns of its name, and a warning is an error here.
 */
public final class ProcessSignals {
  private static final Logger log = LoggerFactory.getLogger(ProcessSignals.class);

  private ProcessSignals() {}

  /**
   * Listens until the process ends.
   *
   * @param reload what SIGHUP asks for
   */
  public static void listen(StopSignal stop, Runnable reload) {
    AtomicBoolean interrupted = new AtomicBoolean();
    on("TERM", () -> stop.stop(ExitCode.DONE));
    on("HUP", reload);
    on(
        "INT",
        () -> {
          if (interrupted.getAndSet(true)) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
          }
          stop.stop(ExitCode.INTERRUPTED);
        });
  }

  private static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          MethodHandles.lookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(action);
      Object listener =
          MethodHandleProxies.asInterfaceInstance(
              handler, MethodHandles.dropArguments(run, 0, signal));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (ReflectiveOperationException e) {
      log.warn("SIG{} ends this process without more ado: {}", name, String.valueOf(e.getCause()));
    }
  }
}
