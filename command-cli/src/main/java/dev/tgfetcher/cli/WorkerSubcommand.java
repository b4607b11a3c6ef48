package dev.tgfetcher.cli;

import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.LogConfig;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.config.WorkerId;
import dev.tgfetcher.log.Logging;
import dev.tgfetcher.log.UnblockedStream;
import dev.tgfetcher.telegram.library.LoadedTdlib;
import dev.tgfetcher.telegram.library.TdlibProvisioner;
import dev.tgfetcher.worker.ConfigReload;
import dev.tgfetcher.worker.Launcher;
import dev.tgfetcher.worker.ProcessSignals;
import dev.tgfetcher.worker.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Takes commands from Redis and writes archive files until it is stopped.",
      "On SIGTERM or Ctrl-C it finishes its commands, or gives them back to the queue within "
          + "SHUTDOWN_TIMEOUT; a second Ctrl-C ends it at once."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher worker",
      "  tg-fetcher worker --env-file /etc/tg-fetcher/worker.env"
    })
final class WorkerSubcommand implements Callable<Integer> {
  @Mixin private ConnectionOptions connection;

  @Option(names = "--exit-with-parent", hidden = true)
  private boolean exitWithParent;

  private final CliContext context;

  WorkerSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = connection.settings();
    UnblockedStream lines = new UnblockedStream(System.out);
    try {
      setUpLog(settings.log(), lines);
      return run(settings);
    } finally {
      lines.close();
    }
  }

  private int run(Settings settings) throws InterruptedException {
    StopSignal stop = new StopSignal();
    Path library = tdlib();
    Launcher launcher =
        new Launcher(settings, library, stop, InstantSource.system(), new SecureRandom());
    ProcessSignals.listen(
        stop, new ConfigReload(connection::settings, fresh -> change(fresh, launcher)));
    if (exitWithParent) {
      stopAtEndOfInput(stop);
    }
    try {
      return launcher.run();
    } finally {
      Logging.flush();
    }
  }

  /** Refuses a TDLib that does not load, or is too old, before a session is opened. */
  private Path tdlib() throws InterruptedException {
    Logger log = LoggerFactory.getLogger(WorkerSubcommand.class);
    TdlibProvisioner tdlib = connection.configuration().tdlib(log::info);
    LoadedTdlib loaded = LoadedTdlib.load(tdlib.binding(), tdlib.provide());
    log.info("{}: {}", loaded.description(), loaded.library());
    return loaded.library();
  }

  /** Applies the settings that can change without a restart. */
  private static void change(Settings fresh, Launcher launcher) {
    Logging.level(fresh.log().logLevel().name());
    launcher.changeRates(fresh.limits().rates());
  }

  private void setUpLog(LogConfig config, OutputStream lines) {
    boolean text =
        config.logFormat().map(LogConfig.Format.TEXT::equals).orElse(context.terminal().out());
    if (text) {
      Logging.text(lines, config.logLevel().name());
    } else {
      Logging.json(lines, config.logLevel().name());
    }
    config.lokiUrl().ifPresent(loki -> Logging.loki(loki, WorkerId.host()));
  }

  private void stopAtEndOfInput(StopSignal stop) {
    Thread reader =
        new Thread(
            () -> {
              try {
                context.in().transferTo(OutputStream.nullOutputStream());
              } catch (IOException gone) {
                // The parent has ended, as at the end of input.
              }
              stop.stop(ExitCode.DONE);
            },
            "parent-watch");
    reader.setDaemon(true);
    reader.start();
  }
}
