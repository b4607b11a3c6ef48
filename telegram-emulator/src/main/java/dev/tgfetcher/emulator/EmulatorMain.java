package dev.tgfetcher.emulator;

import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The emulator as a separate process:
 *
 * <ol>
 *   <li>starts with the {@link EmulatorOptions options}
 *   <li>prints one line of JSON when it is ready: {@code proxy}, {@code port}, {@code control},
 *       {@code accounts}
 *   <li>runs until SIGTERM, or with {@code --exit-with-parent} until its standard input ends
 * </ol>
 */
public final class EmulatorMain {
  private EmulatorMain() {}

  public static void main(String[] args) throws InterruptedException {
    EmulatorOptions options;
    try {
      options = EmulatorOptions.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "emulator-stop"));
    if (options.exitWithParent()) {
      daemon(() -> awaitEndOfInput(stop)).start();
    }
    run(options, System.out, stop);
  }

  static void run(EmulatorOptions options, PrintStream out, CountDownLatch stop)
      throws InterruptedException {
    try (TelegramEmulator emulator = options.start();
        ControlServer control = ControlServer.start(emulator)) {
      out.println(readyLine(emulator, control));
      out.flush();
      stop.await();
    }
  }

  private static String readyLine(TelegramEmulator emulator, ControlServer control) {
    World world = emulator.world();
    String accounts =
        world.accounts().stream().map(EmulatorMain::json).collect(Collectors.joining(","));
    return """
        {"proxy":"%s","port":%d,"control":"%s","accounts":[%s]}"""
        .formatted(emulator.proxyUrl(), emulator.port(), control.url(), accounts);
  }

  private static String json(Account account) {
    return """
        {"phone":"+%s","code":"%s"}"""
        .formatted(account.phone(), account.code());
  }

  private static void awaitEndOfInput(CountDownLatch stop) {
    try {
      while (System.in.read() >= 0) {
        // The input is ignored; its end means that the parent has ended.
      }
    } catch (IOException e) {
      // A broken input counts as its end.
    }
    stop.countDown();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "emulator-parent");
    thread.setDaemon(true);
    return thread;
  }
}
