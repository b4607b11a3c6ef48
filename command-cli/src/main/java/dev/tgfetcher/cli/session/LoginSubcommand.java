package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.option.ConfigurationOptions;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.Table;
import dev.tgfetcher.config.ExitCode;
import dev.tgfetcher.config.SessionConfig;
import dev.tgfetcher.session.SessionSettingsFactory;
import dev.tgfetcher.telegram.login.Login;
import dev.tgfetcher.telegram.login.LoginMethod;
import dev.tgfetcher.telegram.session.SessionOwner;
import dev.tgfetcher.telegram.session.SessionSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logs a Telegram account in and stores the session for workers.",
      "Without a terminal, each answer is a line of standard input."
    },
    footer = {"", "Examples:", "  tg-fetcher login", "  tg-fetcher login --qr --session second"})
public final class LoginSubcommand implements Callable<Integer> {
  /** The new session as a row; most digits of the account's number are hidden. */
  record LoggedIn(String session, String account, String directory) {}

  private static final String DEFAULT_SESSION = "main";

  @Option(
      names = "--qr",
      description = "Log in by a QR code, which another device of the account scans.")
  private boolean qr;

  @Option(
      names = "--session",
      paramLabel = "NAME",
      description = "Name of the session, instead of SESSION_NAME (default: main).")
  private @Nullable String session;

  @Mixin private ConfigurationOptions configuration;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  private final CliContext context;

  public LoginSubcommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    SessionConfig config = configuration.settings().session();
    String name = session != null ? session : config.sessionName().orElse(DEFAULT_SESSION);
    SessionSettings settings = new SessionSettingsFactory(config).settings(name);
    PrintWriter err = spec.commandLine().getErr();
    Path library = configuration.tdlib(err::println).provide();
    long id =
        Login.run(
            library,
            settings,
            qr ? LoginMethod.QR : LoginMethod.PHONE_CODE,
            new TerminalPrompt(context, config.telegramPhone()));
    String account =
        SessionOwner.of(settings.directory()).map(SessionOwner::inWords).orElse("account " + id);
    print(
        new LoggedIn(name, account, settings.directory().toAbsolutePath().normalize().toString()));
    return ExitCode.DONE;
  }

  private void print(LoggedIn made) {
    output.print(
        spec.commandLine().getOut(),
        made,
        new Table(
            List.of("SESSION", "ACCOUNT", "DIRECTORY"),
            List.of(List.of(made.session(), made.account(), made.directory()))));
  }
}
