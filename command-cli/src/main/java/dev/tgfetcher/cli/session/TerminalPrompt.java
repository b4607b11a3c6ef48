package dev.tgfetcher.cli.session;

import dev.tgfetcher.cli.terminal.CliContext;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.telegram.login.LoginPrompt;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the operator; without a terminal each answer is a line of standard input. */
final class TerminalPrompt implements LoginPrompt {
  private final CliContext context;
  private final Optional<String> configuredPhone;
  private final BufferedReader answers;
  private final PrintWriter err;
  private boolean configuredPhoneWasTried;

  TerminalPrompt(CliContext context, Optional<String> configuredPhone) {
    this.context = context;
    this.configuredPhone = configuredPhone;
    this.answers = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
    this.err = context.err();
  }

  /** The configured number; asks for another one if Telegram has refused it. */
  @Override
  public String phoneNumber() {
    if (configuredPhone.isPresent() && !configuredPhoneWasTried) {
      configuredPhoneWasTried = true;
      return configuredPhone.get();
    }
    return ask("Phone number with country code");
  }

  @Override
  public String code(String where) {
    return ask("Code sent " + where);
  }

  @Override
  public String password(String hint) {
    String question = "Password" + (hint.isBlank() ? "" : " (hint: " + hint + ")");
    Console console = context.terminal().in() ? System.console() : null;
    if (console == null) {
      return ask(question);
    }
    char[] password = console.readPassword("%s: ", question);
    return Optional.ofNullable(password).map(String::new).orElseThrow(TerminalPrompt::noMore);
  }

  @Override
  public String emailAddress() {
    return ask("Email address");
  }

  @Override
  public void showQr(String link) {
    err.println(QrPicture.of(link).render(context.terminal().errColours().enabled()));
    err.println("Scan it on a logged-in phone: Settings, Devices, Link Desktop Device.");
  }

  @Override
  public void print(String line) {
    err.println(line);
  }

  private String ask(String question) {
    err.print(question + ": ");
    err.flush();
    try {
      return Optional.ofNullable(answers.readLine()).orElseThrow(TerminalPrompt::noMore);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CliException noMore() {
    return CliException.failed("standard input ended before the login was done");
  }
}
