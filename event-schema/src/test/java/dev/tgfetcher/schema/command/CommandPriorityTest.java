package dev.tgfetcher.schema.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandPriorityTest {
  private static ParsedCommand parse(String priority) {
    return CommandParser.parse(
        "{\"command\":\"fetch\",\"chat\":\"@a_chat\",\"days\":1,\"priority\":" + priority + "}");
  }

  private static FetchCommand command(String priority) {
    return ((ParsedCommand.Valid) parse(priority)).command();
  }

  @Test
  void a_command_is_normal_unless_it_is_low() {
    assertThat(command("null").priority()).isEqualTo(Priority.NORMAL);
    assertThat(command("\"normal\"").priority()).isEqualTo(Priority.NORMAL);
    assertThat(command("\"low\"").priority()).isEqualTo(Priority.LOW);
  }

  @Test
  void another_priority_is_invalid() {
    assertThat(parse("\"high\""))
        .isInstanceOfSatisfying(
            ParsedCommand.Invalid.class,
            invalid -> assertThat(invalid.message()).isEqualTo("priority: must be normal or low"));
    assertThat(parse("1")).isInstanceOf(ParsedCommand.Invalid.class);
  }

  @Test
  void a_priority_survives_the_json() {
    FetchCommand low = command("null").withPriority(Priority.LOW);

    assertThat(low.priority()).isEqualTo(Priority.LOW);
    assertThat(((ParsedCommand.Valid) CommandParser.parse(low.toJson())).command()).isEqualTo(low);
  }
}
