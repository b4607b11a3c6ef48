package dev.tgfetcher.cli.console;

import dev.tgfetcher.archive.location.ArchiveFactory;
import dev.tgfetcher.archive.location.ArchiveLocation;
import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.cli.console.access.AccessConfig;
import dev.tgfetcher.cli.console.access.Gatekeeper;
import dev.tgfetcher.cli.console.action.ConsoleJobs;
import dev.tgfetcher.cli.console.http.ConsoleServer;
import dev.tgfetcher.cli.console.run.CommandLineFactory;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.ReadCache;
import dev.tgfetcher.cli.console.run.SubcommandRunner;
import dev.tgfetcher.cli.option.ConnectionOptions;
import dev.tgfetcher.cli.status.StatusReader;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.cli.terminal.StopRequest;
import dev.tgfetcher.config.ConsoleConfig;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.Settings;
import dev.tgfetcher.queue.WorkerRegistry;
import dev.tgfetcher.redis.RedisConnection;
import dev.tgfetcher.schema.redis.RedisKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = {
      "Serves pages for the browser: the queue, dead letters, workers, the archive and the audit.",
      "It listens on 127.0.0.1 and is read-only, until CONSOLE_TOKEN or CONSOLE_USERS names "
          + "operators. GET /api/openapi.json describes its JSON API, and "
          + "GET /archive/CHAT/DATE.json returns a day."
    },
    footer = {
      "",
      "Examples:",
      "  tg-fetcher console",
      "  CONSOLE_TOKEN=$(openssl rand -hex 24) tg-fetcher console --port 9000"
    })
public final class ConsoleSubcommand implements Callable<Integer> {
  /** How often the costly parts of the overview are read. */
  private static final Duration RARELY = Duration.ofSeconds(10);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port to listen on, instead of CONSOLE_PORT; 0 for any free one.")
  private @Nullable Integer port;

  @Option(names = "--exit-with-parent", hidden = true)
  private boolean exitWithParent;

  @Mixin private ConnectionOptions connection;

  private final CliContext context;
  private final CommandLineFactory lines;

  public ConsoleSubcommand(CliContext context, CommandLineFactory lines) {
    this.context = context;
    this.lines = lines;
    this.connection = new ConnectionOptions(context);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings settings = connection.settings();
    AccessConfig access = AccessConfig.of(settings.console(), context.directory());
    RedisKeys keys = connection.keys();
    try (OpenArchive archive = ArchiveFactory.open(location(settings), context.clock());
        RedisConnection redis = connection.connect();
        ConsoleJobs jobs = new ConsoleJobs(runner(settings, redis), context.clock());
        ConsoleServer server =
            serve(settings.console(), console(settings, access, archive, redis, keys, jobs))) {
      context.out().printf("console: http://%s:%d/%n", host(settings), server.port());
      context.out().flush();
      return StopRequest.interrupting(this::waitForEnd);
    }
  }

  private int waitForEnd() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    if (exitWithParent) {
      Thread reader = new Thread(() -> countDownAtEndOfInput(end), "parent-watch");
      reader.setDaemon(true);
      reader.start();
    }
    end.await();
    return ExitCode.DONE;
  }

  private void countDownAtEndOfInput(CountDownLatch end) {
    try {
      context.in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      // The parent has ended, as at the end of input.
    }
    end.countDown();
  }

  private ArchiveLocation location(Settings settings) {
    ArchiveLocation location = settings.archiveLocation();
    return new ArchiveLocation(
        context.directory().resolve(location.dataDirectory()),
        location.revisions(),
        location.bucket());
  }

  private static String host(Settings settings) {
    String host = settings.console().consoleHost();
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private Console console(
      Settings settings,
      AccessConfig access,
      OpenArchive archive,
      RedisConnection redis,
      RedisKeys keys,
      ConsoleJobs jobs) {
    ReadCache cache = new ReadCache(System::nanoTime);
    StatusReader status =
        new StatusReader(redis, keys, new WorkerRegistry(redis, keys), context.clock(), RARELY);
    ConsoleReader reader = new ConsoleReader(runner(settings, redis), status, cache);
    return new Console(
        new Gatekeeper(access, context.clock()),
        new Assets(),
        Pages.of(reader, archive.store(), cache, jobs));
  }

  /** Subcommands get the connection of the console, and its settings. */
  private SubcommandRunner runner(Settings settings, RedisConnection redis) {
    Map<String, String> environment = new HashMap<>(context.environment());
    environment.put("REDIS_URL", settings.redis().redisUrl());
    return new SubcommandRunner(
        lines,
        new CliContext(
            context.program(),
            environment,
            context.directory(),
            context.in(),
            context.out(),
            context.err(),
            context.terminal(),
            context.clock(),
            context.newIds(),
            Optional.of(redis)),
        connection
            .configuration()
            .givenFile()
            .map(file -> List.of("--env-file=" + file))
            .orElse(List.of()));
  }

  private ConsoleServer serve(ConsoleConfig config, Console console) throws IOException {
    int chosen = port == null ? config.consolePort() : port;
    try {
      return ConsoleServer.open(config.consoleHost(), chosen, console, console.layout()::problem);
    } catch (BindException e) {
      throw CliException.failed(
          "port %d of %s cannot be used (%s): choose another one by --port"
              .formatted(chosen, config.consoleHost(), e.getMessage()));
    }
  }
}
