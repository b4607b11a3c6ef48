package dev.tgfetcher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the runbooks work on a fleet, as the user "operator" of Redis. */
@Tag("alone")
@ExtendWith(LocalStackExtension.class)
class RunbookCommandsTest {
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f]+)\"");
  private static final Pattern SUBCOMMAND =
      Pattern.compile("(?:\\./tg-fetcher|run --rm cli|-- tg-fetcher) ([a-z]+(?: [a-z]+)?)");

  private LocalStack stack;

  @BeforeEach
  void stack(LocalStack running) {
    stack = running;
  }

  static Stream<String> commands() {
    return blocks()
        .filter(block -> !block.needsProduction())
        .flatMap(Runbook.Block::commands)
        .distinct();
  }

  private static Stream<Runbook.Block> blocks() {
    return Runbook.all().stream().flatMap(page -> page.blocks().stream());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_command_works(String command) {
    String id = command.contains("$ID") ? deadLetter() : "";
    if (command.contains("archive verify")) {
      fetchMissingDays();
    }

    ExternalTool.Result result =
        stack.operate(command, Map.of("ID", id, "WORKER", stack.addresses().get(0)));

    assertThat(result.exitCode()).as(command + "\n" + result.output()).isZero();
    if (command.contains("tg-fetcher doctor")) {
      // It tries the rights of a worker, too, which an operator lacks.
      stack.forgetRefused();
    }
    assertThat(stack.refused(RedisUsers.OPERATOR)).isEmpty();
  }

  /** Other tests with this fleet fetch single days, and a missing day is a finding. */
  private void fetchMissingDays() {
    ExternalTool.Result push =
        stack.operate(
            "./tg-fetcher push @your_channel --from 2025-11-07 --to 2025-11-11 --wait", Map.of());
    assertThat(push.exitCode()).as(push.output()).isZero();
  }

  /** The id of the newest dead letter; creates one if there is none. */
  private String deadLetter() {
    return newest()
        .orElseGet(
            () -> {
              stack.operate("./tg-fetcher push @missing_chat --mode yesterday", Map.of());
              return await().until(this::newest, Optional::isPresent).orElseThrow();
            });
  }

  private Optional<String> newest() {
    ExternalTool.Result list =
        stack.operate("./tg-fetcher dlq list --limit 1 --output json", Map.of());
    Matcher id = ID.matcher(list.output());
    return id.find() ? Optional.of(id.group(1)) : Optional.empty();
  }

  @Test
  void subcommands_of_commands_for_production_exist() {
    assertThat(
            blocks()
                .filter(Runbook.Block::needsProduction)
                .flatMap(block -> SUBCOMMAND.matcher(block.text()).results())
                .map(subcommand -> subcommand.group(1))
                .distinct())
        .isNotEmpty()
        .allSatisfy(
            subcommand -> {
              ExternalTool.Result help =
                  stack.operate("./tg-fetcher " + subcommand + " --help", Map.of());
              assertThat(help.output()).contains("tg-fetcher " + subcommand);
            });
  }
}
