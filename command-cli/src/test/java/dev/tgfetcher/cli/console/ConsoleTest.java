package dev.tgfetcher.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.archive.StoredDaysFixture;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.cli.terminal.Terminal;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.schema.json.Sha256;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The pages and the JSON of the console, without a login. */
@ExtendWith(RedisServerExtension.class)
class ConsoleTest {
  private static final LocalDate DAY = LocalDate.parse("2025-11-07");

  @TempDir private static Path directory;
  private static CommandLineRunner shell;
  private static RunningConsole console;
  private static Path dayFile;
  private static String letter;

  @BeforeAll
  static void start(TestRedis redis) throws InterruptedException {
    DeadLetterFixture box = new DeadLetterFixture(redis);
    letter = box.put("@ru_python", ErrorType.ACCESS_DENIED);
    Path data = directory.resolve("data");
    dayFile =
        new StoredDaysFixture(data)
            .add(
                "harbour",
                DAY,
                StoredDaysFixture.message(
                    1,
                    "2025-11-07T10:00:00Z",
                    StoredDaysFixture.ADA,
                    "low tide at noon",
                    StoredDaysFixture.message(
                        5, "2025-11-07T10:05:00Z", StoredDaysFixture.BEN, "thank you")),
                StoredDaysFixture.message(
                    2, "2025-11-07T11:00:00Z", StoredDaysFixture.BEN, "the ferry is late"));
    shell = box.shell(directory).with("DATA_DIR", data.toString()).on(Terminal.NONE);
    console = RunningConsole.start(shell);
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/,Overview",
    "/dead-letters,Dead letters",
    "/commands,Commands",
    "/workers,Workers",
    "/limits,Limits",
    "/archive,Archive",
    "/archive/harbour,Archive of harbour",
    "/archive/harbour/2025-11-07,harbour on 2025-11-07",
    "/batches,Batches",
    "/events,Events",
    "/audit,Audit"
  })
  void each_page_answers_with_its_title_and_the_headers_of_a_safe_page(String path, String title) {
    RunningConsole.Answer page = console.get(path);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<h1>" + title + "</h1>").doesNotContain("style=", "onclick");
    assertThat(page.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void the_overview_warns_that_no_worker_is_alive_and_counts_the_dead_letters() {
    String page = console.get("/").body();

    assertThat(page.substring(page.indexOf("<main")))
        .contains("No worker is alive: commands wait.", ">access_denied</a>");
  }

  @Test
  void a_dead_letter_is_listed_grouped_and_shown_with_its_advice() {
    String list = console.get("/dead-letters?chat=%40ru_*").body();
    String detail = console.get("/dead-letters/" + letter).body();

    assertThat(list)
        .contains("/dead-letters/" + letter, "it went wrong")
        .contains("tg-fetcher dlq list --limit=200 &#39;--chat=@ru_*&#39;");
    assertThat(console.get("/dead-letters?chat=@durov").body()).contains("No dead letter matches.");
    assertThat(detail)
        .contains(
            "let the account of a worker join the chat, then replay the letter",
            "cut off",
            "{app=&quot;tg-fetcher&quot;}",
            "tg-fetcher dlq show " + letter);
  }

  @Test
  void a_day_shows_messages_comments_and_reactions_and_is_searched() {
    String page = console.get("/archive/harbour/2025-11-07").body();
    String found = console.get("/archive/harbour/2025-11-07?q=FERRY").body();

    assertThat(page).contains("low tide at noon", "thank you", "1 comments", "👍 2", ">Ada<");
    assertThat(found).contains("the ferry is late").doesNotContain("low tide");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/status,status",
    "/api/workers,workers",
    "/api/commands,queue list",
    "/api/limits,limits",
    "/api/batches,batch list",
    "/api/archive,archive list",
    "/api/audit,audit --limit 100",
    "/api/dead-letters,dlq list"
  })
  void the_api_answers_with_the_json_of_the_subcommand(String path, String subcommand) {
    RunningConsole.Answer answer = console.get(path);
    String line = subcommand + " -o json";
    String printed = shell.run(line.split(" ")).out();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(withoutTimes(answer.body())).isEqualTo(withoutTimes(printed));
  }

  private static JsonNode withoutTimes(String json) {
    return Json.MAPPER.readTree(
        json.replaceAll("\"(at|oldest_age_seconds)\":(\"[^\"]*\"|\\d+)", "\"$1\":0"));
  }

  @Test
  void one_thing_of_the_api_is_found_by_its_id_and_a_wrong_id_is_no_page() {
    JsonNode found = Json.MAPPER.readTree(console.get("/api/dead-letters/" + letter).body());

    assertThat(found.path("chat").asString()).isEqualTo("@ru_python");
    assertThat(console.get("/api/dead-letters/ffff").status()).isEqualTo(404);
    assertThat(console.get("/api/dead-letters/ffff").body())
        .contains("no dead letter has the id ffff");
    assertThat(console.get("/api/dead-letters?limit=5000").status()).isEqualTo(400);
    assertThat(console.get("/api/dead-letters?error_type=sad").status()).isEqualTo(400);
    assertThat(console.get("/api/nothing").status()).isEqualTo(404);
  }

  @Test
  void an_archived_day_is_served_whole_with_its_checksum_as_tag() throws IOException {
    RunningConsole.Answer day = console.get("/archive/harbour/2025-11-07.json");
    String tag = day.header("ETag");

    assertThat(day.body()).isEqualTo(Files.readString(dayFile));
    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    RunningConsole.Answer again =
        console.get("/archive/harbour/2025-11-07.json", "If-None-Match: " + tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(console.get("/archive/harbour/2025-11-07.json", "If-None-Match: \"00\"").status())
        .isEqualTo(200);
    assertThat(console.get("/archive/harbour/2025-11-08.json").status()).isEqualTo(404);
  }

  @Test
  void an_archived_day_is_compressed_for_a_client_that_asks_for_it() throws IOException {
    RunningConsole.Answer day =
        console.get("/archive/harbour/2025-11-07.json", "Accept-Encoding: br, gzip");

    assertThat(day.header("Content-Encoding")).isEqualTo("gzip");
    String content =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(day.bytes())).readAllBytes(), UTF_8);
    assertThat(content).isEqualTo(Files.readString(dayFile));
    assertThat(
            console
                .get("/archive/harbour/2025-11-07.json", "Accept-Encoding: gzip;q=0")
                .header("Content-Encoding"))
        .isEmpty();
  }

  @Test
  void the_script_of_the_pages_is_htmx_with_the_checksum_of_the_source() {
    RunningConsole.Answer script = console.get("/assets/htmx.js");

    assertThat(script.body()).contains("htmx");
    assertThat(Sha256.hex(script.bytes())).isEqualTo(Assets.HTMX_SHA256);
  }

  @Test
  void a_visitor_may_change_nothing() {
    RunningConsole.Answer answer = console.post("/logout", "csrf=", "Origin: " + console.origin());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(console.get("/").body()).contains("read-only");
  }

  @Test
  void an_interrupt_ends_it() throws InterruptedException {
    RunningConsole other = RunningConsole.start(shell);
    other.close();

    assertThat(other.result().exitCode()).isEqualTo(130);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONSOLE_HOST=0.0.0.0", "CONSOLE_TOKEN=short", "CONSOLE_PROXIES=::1"})
  void settings_that_let_strangers_in_are_refused(String setting) {
    String[] parts = setting.split("=", 2);
    CommandLineRunner.Result refused =
        new CommandLineRunner(directory).with(parts[0], parts[1]).run("console", "--port", "0");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(parts[0]);
    assertThat(List.of(refused.out())).containsExactly("");
  }
}
