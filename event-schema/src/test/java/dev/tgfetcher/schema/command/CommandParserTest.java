package dev.tgfetcher.schema.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.schema.JsonSchemas;
import dev.tgfetcher.schema.SampleRecords;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CommandParserTest {

  @Test
  void the_command_of_the_contract_is_understood() {
    String payload =
        "{\"command\":\"fetch\",\"chat\":\"@ru_python\",\"mode\":\"date\",\"date\":\"2025-11-07\","
            + "\"strategy\":\"batch\",\"requested_by\":\"scheduler\","
            + "\"timestamp\":\"2025-11-08T10:30:00Z\"}";

    FetchCommand command = valid(payload);

    assertThat(command.chat()).isEqualTo(new ChatRef.Username("ru_python"));
    assertThat(command.mode()).isEqualTo(new FetchMode.Day(LocalDate.of(2025, 11, 7)));
    assertThat(command.strategy()).isEqualTo(Strategy.BATCH);
    assertThat(command.force()).isFalse();
    assertThat(command.limit()).isNull();
    assertThat(command.requestedBy()).isEqualTo("scheduler");
    assertThat(command.timestamp()).isEqualTo("2025-11-08T10:30:00Z");
    assertThat(command.commandId()).isEqualTo(Sha256.hex(payload).substring(0, 32));
    assertThat(command.correlationId()).isEqualTo(command.commandId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'mode':'date','date':'2024-02-29'            | Day[date=2024-02-29]",
        "'date':'2025-11-07'                          | Day[date=2025-11-07]",
        "'mode':null,'date':'2025-11-07','days':null  | Day[date=2025-11-07]",
        "'mode':'days','days':365                     | Days[days=365]",
        "'mode':'days','days_back':3                  | Days[days=3]",
        "'days_back':3                                | Days[days=3]",
        "'days':2,'days_back':3                       | Days[days=2]",
        "'from':'2025-01-01','to':'2025-01-01'        | Range[from=2025-01-01, to=2025-01-01]",
        "'mode':'yesterday','days_back':1             | Yesterday[]",
        "'mode':'full'                                | Full[]",
        "'mode':'incremental'                         | Incremental[]",
        "'date':'2025-11-07','days_back':3            | Day[date=2025-11-07]",
        "'date':null                                  | Days[days=1]",
        "'date':null,'days_back':2                    | Days[days=2]",
        "'strategy':'batch'                           | Days[days=1]",
        "'requested_by':'cron'                        | Days[days=1]",
        "'strategy':'full'                            | Full[]",
        "'strategy':'incremental','date':null         | Incremental[]",
        "'strategy':'full','mode':null                | Full[]"
      })
  void a_mode_is_given_or_inferred(String fields, String mode) {
    assertThat(valid(command(fields)).mode()).hasToString(mode);
  }

  @ParameterizedTest
  @CsvSource({
    "batch, BATCH",
    "recent, BATCH",
    "auto, BATCH",
    "per_day, PER_DAY",
    "sequential, PER_DAY"
  })
  void former_names_of_the_strategies_are_valid(String word, Strategy strategy) {
    assertThat(valid(command("'mode':'full','strategy':'" + word + "'")).strategy())
        .isEqualTo(strategy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'days_back':2,'limit':500                | ",
        "'limit':500                              | ",
        "'mode':'days','days_back':2,'limit':500  | 500",
        "'date':'2025-11-07','limit':500          | 500",
        "'days':2,'limit':500                     | 500",
        "'strategy':'full','limit':500            | 500"
      })
  void a_limit_beside_days_back_is_ignored_with_a_note(String fields, Integer limit) {
    ParsedCommand.Valid parsed = (ParsedCommand.Valid) CommandParser.parse(command(fields));

    assertThat(parsed.command().limit()).isEqualTo(limit);
    assertThat(parsed.notes()).hasSize(limit == null ? 1 : 0);
  }

  @Test
  void a_byte_order_mark_is_skipped() {
    String payload = command("'mode':'full'");

    assertThat(valid("\ufeff" + payload).mode()).isEqualTo(valid(payload).mode());
    assertThat(CommandParser.parse(("\ufeff" + payload).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ParsedCommand.Valid.class);
  }

  @Test
  void a_chat_that_is_refused_is_reported_with_the_form_to_use() {
    String invite = command("'mode':'full'").replace("@ru_python", "https://t.me/+abcdefgh");
    String large = command("'mode':'full'").replace("\"@ru_python\"", "10034567890123");

    assertThat(invalid(invite).message())
        .isEqualTo(
            "chat: is an invite link: join the chat with the account, then use its @name or its"
                + " id, such as -1001234567890");
    assertThat(invalid(large).message()).contains("a channel's id begins with -100: -10034567890");
  }

  @Test
  void options_and_ids_are_taken_as_given() {
    FetchCommand command =
        valid(
            command(
                "'mode':'full','force':true,'limit':7,'command_id':'c-1','correlation_id':'x'"));

    assertThat(command.force()).isTrue();
    assertThat(command.limit()).isEqualTo(7);
    assertThat(command.commandId()).isEqualTo("c-1");
    assertThat(command.correlationId()).isEqualTo("x");
  }

  @Test
  void unknown_fields_are_kept_and_never_refused() {
    FetchCommand command =
        valid(
            command(
                "'mode':'full','requested_by':{'a':[1]},'timestamp':5,'x':1e999,'y':null,"
                    + "'z':123456789012345678901234567890"));

    assertThat(Json.MAPPER.writeValueAsString(command.otherFields()))
        .isEqualTo(
            "{\"requested_by\":{\"a\":[1]},\"timestamp\":5,\"x\":1E+999,\"y\":null,"
                + "\"z\":123456789012345678901234567890}");
    assertThat(command.requestedBy()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'mode':'date'                                | date: is missing",
        "'mode':'days'                                | days: is missing",
        "'mode':'range','from':'2025-01-01'           | to: is missing",
        "'from':'2025-01-01'                          | to: is missing",
        "'mode':'range','from':'2025-01-02','to':'2025-01-01' | from: is later than to",
        "'mode':'yesterday','strategy':'full'         | strategy: must be batch or per_day",
        "'mode':'days_back','days_back':2             | mode: must be date, days, range, yesterday, full or incremental",
        "'days_back':2,'from':'2025-01-01'            | mode: is missing, and the fields could mean days or range",
        "'date':'2025-01-01','days':2                 | mode: is missing, and the fields could mean date or days",
        "'mode':'today'                               | mode: must be date, days, range, yesterday, full or incremental",
        "'mode':7                                     | mode: must be a string, not of type number",
        "'mode':'days','days':'3'                     | days: must be an integer, not of type string",
        "'mode':'days','days':3.0                     | days: must be an integer, not of type number",
        "'mode':'days','days':0                       | days: must be from 1 to 365",
        "'mode':'days','days':366                     | days: must be from 1 to 365",
        "'mode':'days','days':1e2                     | days: must be an integer, not of type number",
        "'mode':'days','days':99999999999999999999999 | days: must be from 1 to 365",
        "'mode':'days','days':true                    | days: must be an integer, not of type boolean",
        "'mode':'full','days':'3'                     | days: must be an integer, not of type string",
        "'mode':'full','limit':0                      | limit: must be from 1 to 2147483647",
        "'mode':'full','limit':2147483648             | limit: must be from 1 to 2147483647",
        "'mode':'full','force':'true'                 | force: must be true or false, not of type string",
        "'mode':'full','force':1                      | force: must be true or false, not of type number",
        "'mode':'full','strategy':'fast'              | strategy: must be batch or per_day",
        "'date':'2025-02-29'                          | date: is a date that does not exist",
        "'date':'2025-13-01'                          | date: is a date that does not exist",
        "'date':'2025-1-1'                            | date: must be a date such as 2025-11-07",
        "'date':'+12025-01-01'                        | date: must be a date such as 2025-11-07",
        "'date':'2025-11-07T00:00:00Z'                | date: must be a date such as 2025-11-07",
        "'date':'２０２５-11-07'                       | date: must be a date such as 2025-11-07",
        "'mode':'full','command_id':''                | command_id: must be 1 to 200 printable characters",
        "'mode':'full','correlation_id':'a\\nb'       | correlation_id: must be 1 to 200 printable characters",
        "'mode':'full','correlation_id':5             | correlation_id: must be a string, not of type number",
        "'mode':'full','x':'\\ud800'                  | x: has half a surrogate pair",
        "'mode':'full','x':[[[[[[[[]]]]]]]]           | x: is nested deeper than 8"
      })
  void an_invalid_field_is_reported_with_its_problem(String fields, String message) {
    assertThat(invalid(command(fields)).message()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"fetch\"",
        "{",
        "{}x",
        "{} {}",
        "{'a':1}",
        "{\"a\":\u0000}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":NaN}",
        "{\"a\":01}"
      })
  void a_payload_that_is_no_json_object_is_refused_as_a_whole(String payload) {
    assertThat(invalid(payload).field()).isEqualTo("payload");
  }

  @Test
  void half_a_surrogate_pair_in_a_name_is_refused() {
    assertThat(invalid(command("'mode':'full','\ud800':1")).message())
        .isEqualTo("a field's name: has half a surrogate pair");
    assertThat(invalid(command("'mode':'full','x':[{'\ud800':1}]")).message())
        .isEqualTo("x: has half a surrogate pair");
  }

  @Test
  void a_payload_that_is_cut_off_is_refused_without_class_names() {
    assertThat(invalid("{").message())
        .isEqualTo(
            "payload: is not JSON: Unexpected end-of-input: expected close marker for Object");
  }

  @Test
  void malformed_json_is_reported_without_the_options_of_a_library() {
    assertThat(invalid("{} {}").message())
        .isEqualTo("payload: is not JSON: Trailing token found after value");
    assertThat(invalid("{\"a\":NaN}").message())
        .isEqualTo("payload: is not JSON: Non-standard token 'NaN'");
    assertThat(invalid("[".repeat(5_000)).message())
        .isEqualTo("payload: is not JSON: Document nesting depth (65) exceeds the maximum allowed");
  }

  @Test
  void a_duplicate_key_is_refused_and_named() {
    assertThat(invalid(command("'mode':'full','chat':'@other'")).message())
        .startsWith("payload: is not JSON: Duplicate")
        .contains("chat");
  }

  @Test
  void an_unknown_command_is_refused() {
    assertThat(invalid("{\"command\":\"delete\",\"chat\":\"@abcd\",\"mode\":\"full\"}").message())
        .isEqualTo("command: must be fetch");
    assertThat(invalid("{\"chat\":\"@abcd\",\"mode\":\"full\"}").message())
        .isEqualTo("command: is missing");
  }

  @Test
  void a_payload_of_64_kib_is_the_largest() {
    String empty = command("'mode':'full','x':''");
    String padding = "x".repeat(64 * 1024 - empty.length());

    assertThat(valid(command("'mode':'full','x':'" + padding + "'")).otherFields())
        .containsKey("x");
    assertThat(invalid(command("'mode':'full','x':'" + padding + "x'")).message())
        .isEqualTo("payload: is larger than 64 KiB");
    assertThat(invalid(command("'mode':'full','x':'" + "я".repeat(33_000) + "'")).problem())
        .isEqualTo("is larger than 64 KiB");
  }

  @Test
  void eight_levels_are_the_deepest_and_a_thousand_do_no_harm() {
    assertThat(valid(command("'mode':'full','x':[[[[[[[]]]]]]]")).otherFields()).containsKey("x");
    assertThat(invalid(command("'mode':'full','x':" + "[".repeat(1000))).field())
        .isEqualTo("payload");
  }

  @Test
  void bytes_that_are_no_utf_8_are_refused() {
    byte[] latin1 = command("'mode':'full','x':'é'").getBytes(StandardCharsets.ISO_8859_1);
    byte[] utf16 = command("'mode':'full'").getBytes(StandardCharsets.UTF_16LE);

    assertThat(CommandParser.parse(latin1))
        .isInstanceOfSatisfying(
            ParsedCommand.Invalid.class,
            invalid -> assertThat(invalid.message()).isEqualTo("payload: is not UTF-8"));
    assertThat(CommandParser.parse(utf16)).isInstanceOf(ParsedCommand.Invalid.class);
  }

  @Test
  void bytes_and_their_text_are_the_same_command() {
    String payload = command("'mode':'full','x':'я'");

    assertThat(CommandParser.parse(payload.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(CommandParser.parse(payload));
  }

  @Test
  void an_invalid_command_can_still_be_traced() {
    ParsedCommand.Invalid invalid =
        invalid(command("'mode':'never','command_id':'c-1','correlation_id':'x'"));

    assertThat(invalid.commandId()).isEqualTo("c-1");
    assertThat(invalid.correlationId()).isEqualTo("x");
    assertThat(invalid.chat()).isEqualTo("ru_python");
  }

  @Test
  void a_problem_never_repeats_control_characters() {
    assertThat(invalid("{\"a\u202e\u0085b\":\"\\ud800\"}").message())
        .isEqualTo("a??b: has half a surrogate pair");
    assertThat(invalid("bad\u202etoken").problem()).doesNotContain("\u202e");
  }

  @Test
  void a_command_survives_its_own_payload() {
    FetchCommand command =
        valid(
            command(
                "'from':'2025-01-01','to':'2025-02-01','strategy':'per_day','limit':9,'x':[1]"));

    assertThat(valid(command.toJson())).isEqualTo(command);
    assertThat(JsonSchemas.FETCH_COMMAND.problems(command.toJson())).isEmpty();
  }

  @Test
  void a_second_fan_out_creates_equal_commands() {
    FetchCommand parent =
        valid(
            command("'mode':'full','strategy':'per_day','force':true,'correlation_id':'x','y':1"));

    FetchCommand child = parent.forDay(SampleRecords.DAY);

    assertThat(child).isEqualTo(parent.forDay(SampleRecords.DAY));
    assertThat(child.commandId())
        .isNotEqualTo(parent.forDay(SampleRecords.DAY.plusDays(1)).commandId());
    assertThat(child.correlationId()).isEqualTo("x");
    assertThat(child.strategy()).isEqualTo(Strategy.BATCH);
    assertThat(child.force()).isTrue();
    assertThat(child.otherFields()).isEqualTo(parent.otherFields());
    assertThat(valid(child.toJson())).isEqualTo(child);
  }

  @Test
  void other_fields_with_the_name_of_a_command_field_are_refused() {
    ChatRef chat = new ChatRef.Username("ru_python");
    Map<String, JsonNode> kept = Map.of("date", Json.MAPPER.nullNode());

    assertThatThrownBy(
            () ->
                new FetchCommand(
                    chat, new FetchMode.Full(), Strategy.BATCH, false, null, "c", "c", kept))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A command of one chat, with single quotes for double ones. */
  static String command(String fields) {
    return ("{'command':'fetch','chat':'@ru_python'," + fields + "}").replace('\'', '"');
  }

  private static FetchCommand valid(String payload) {
    ParsedCommand parsed = CommandParser.parse(payload);
    assertThat(parsed).isInstanceOf(ParsedCommand.Valid.class);
    return ((ParsedCommand.Valid) parsed).command();
  }

  private static ParsedCommand.Invalid invalid(String payload) {
    ParsedCommand parsed = CommandParser.parse(payload);
    assertThat(parsed).isInstanceOf(ParsedCommand.Invalid.class);
    return (ParsedCommand.Invalid) parsed;
  }
}
