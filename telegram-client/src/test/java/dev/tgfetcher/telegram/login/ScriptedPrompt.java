package dev.tgfetcher.telegram.login;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Answers from a list, and records every question and line. */
public final class ScriptedPrompt implements LoginPrompt {
  private final Deque<String> answers;
  private final List<String> log = new ArrayList<>();
  private Consumer<String> qrReader = link -> {};

  public ScriptedPrompt(String... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  /** Passes the links of later QR codes to a reader. */
  public ScriptedPrompt onQr(Consumer<String> reader) {
    qrReader = reader;
    return this;
  }

  /** Every question and every line, in order. */
  public List<String> log() {
    return log;
  }

  private String answer(String question) {
    log.add(question);
    return answers.remove();
  }

  @Override
  public String phoneNumber() {
    return answer("phone number?");
  }

  @Override
  public String code(String where) {
    return answer("code sent " + where + "?");
  }

  @Override
  public String password(String hint) {
    return answer("password (" + hint + ")?");
  }

  @Override
  public String emailAddress() {
    return answer("address?");
  }

  @Override
  public void showQr(String link) {
    log.add("QR " + link);
    qrReader.accept(link);
  }

  @Override
  public void print(String line) {
    log.add(line);
  }
}
