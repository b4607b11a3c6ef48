package dev.tgfetcher.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.tgfetcher.cli.CommandLineRunner;
import dev.tgfetcher.cli.archive.StoredDaysFixture;
import dev.tgfetcher.cli.deadletter.DeadLetterFixture;
import dev.tgfetcher.schema.event.ErrorType;
import dev.tgfetcher.testing.RedisServerExtension;
import dev.tgfetcher.testing.TestRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on a console with logins: none may read, change or inject anything. */
@ExtendWith(RedisServerExtension.class)
class ConsoleAttackTest {
  private static final String TOKEN = "a-token-of-the-test-0123456789";
  private static final String MARKUP = "<script>alert(1)</script>";

  @TempDir private static Path directory;
  private static DeadLetterFixture box;
  private static RunningConsole console;

  @BeforeAll
  static void start(TestRedis redis) throws IOException, InterruptedException {
    box = new DeadLetterFixture(redis);
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("secret.json"), "{\"secret\":true}");
    Files.writeString(data.resolve("secret.json"), "{\"secret\":true}");
    Path users = directory.resolve("users");
    String hash = BCrypt.withDefaults().hashToString(4, "a password".toCharArray());
    Files.writeString(users, "ada:" + hash + ":operator\nben:" + hash + "\n");
    console = RunningConsole.start(shell(users));
  }

  private static CommandLineRunner shell(Path users) {
    return box.shell(directory)
        .with("DATA_DIR", directory.resolve("data").toString())
        .with("CONSOLE_TOKEN", TOKEN)
        .with("CONSOLE_USERS", users.toString());
  }

  @BeforeEach
  void comeAsAStranger() {
    console.cookie("");
  }

  @AfterAll
  static void stop() {
    console.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MARKUP,
        "<img src=x onerror=alert(1)>",
        "'onmouseover='alert(1)'<b>",
        "</li></ol><svg onload=alert(1)>",
        "</title><style>*{display:none}</style>",
        "<!-- <a href=javascript:alert(1)>x</a>",
        "&#60;script&#62;<script>",
        "<a href=\"javascript:alert(1)\">x</a>"
      })
  void text_of_a_chat_is_never_markup(String text) {
    LocalDate day = LocalDate.parse("2025-11-07");
    new StoredDaysFixture(directory.resolve("data"))
        .add(
            "harbour",
            day,
            StoredDaysFixture.message(
                1,
                "2025-11-07T10:00:00Z",
                7,
                text,
                StoredDaysFixture.message(2, "2025-11-07T10:01:00Z", 8, text)));
    console.login("ada", "a password");

    String page = console.get("/archive/harbour/2025-11-07").body();

    assertThat(page).contains(escaped(text)).doesNotContain(text);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dead-letters", "/"})
  void the_chat_of_a_dead_letter_is_never_markup(String path) {
    String id = box.put(MARKUP, ErrorType.INVALID_COMMAND);
    console.login("ada", "a password");

    assertThat(console.get(path).body()).doesNotContain(MARKUP);
    assertThat(console.get("/dead-letters/" + id).body())
        .contains(escaped(MARKUP))
        .doesNotContain(MARKUP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dead-letters?chat=",
        "/dead-letters?since=",
        "/audit?who=",
        "/commands/find?id=",
        "/archive/harbour/2025-11-07?q=",
        "/"
      })
  void what_an_address_says_is_never_markup(String path) {
    console.login("ada", "a password");

    RunningConsole.Answer page = console.get(path + URLEncoder.encode("\">" + MARKUP, UTF_8));

    assertThat(page.body()).doesNotContain("\">" + MARKUP, MARKUP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Referer: https://evil.example/",
        "Origin: http://127.0.0.1:1",
        "Origin: http://127.0.0.1.evil.example"
      })
  void a_form_from_another_site_is_refused(String origin) {
    console.login("ada", "a password");
    String csrf = console.get("/").csrf();

    RunningConsole.Answer answer = console.post("/logout", "csrf=" + csrf, origin);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(console.get("/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "csrf=", "csrf=00", "other=1"})
  void a_form_without_the_secret_of_its_session_is_refused(String form) {
    console.login("ada", "a password");

    RunningConsole.Answer answer = console.post("/logout", form, "Origin: " + console.origin());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(console.get("/").status()).isEqualTo(200);
  }

  @Test
  void the_secret_of_another_session_is_refused() {
    console.login("ben", "a password");
    String other = console.get("/").csrf();
    console.cookie("");
    console.login("ada", "a password");

    assertThat(other).isNotEmpty();
    assertThat(console.post("/logout", Map.of("csrf", other)).status()).isEqualTo(403);
  }

  @Test
  void a_cross_site_form_is_refused_by_its_fetch_metadata() {
    console.login("ada", "a password");
    String csrf = console.get("/").csrf();

    RunningConsole.Answer answer =
        console.post(
            "/logout", "csrf=" + csrf, "Origin: " + console.origin(), "Sec-Fetch-Site: cross-site");

    assertThat(answer.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
  void a_body_of_another_type_is_refused(String type) {
    console.login("ada", "a password");

    RunningConsole.Answer answer =
        console.send(
            "POST", "/logout", "csrf=", "Content-Type: " + type, "Origin: " + console.origin());

    assertThat(answer.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/archive/../secret.json",
        "/archive/harbour/../../secret.json",
        "/archive/%2e%2e/secret.json",
        "/archive/..%2fsecret.json",
        "/archive/harbour/..%2f..%2fsecret.json",
        "/archive/harbour/%2e%2e%5csecret.json",
        "/archive/harbour/2025-11-07.json%00.txt",
        "/archive//etc/passwd",
        "/archive/harbour/2025-13-40.json",
        "/archive/.outbox/2025-11-07.json",
        "/archive/harbour/.revisions/2025-11-07.r1.json",
        "/archive/%252e%252e/secret.json",
        "/assets/..%2fconsole.css",
        "/archive/secret.json"
      })
  void a_path_out_of_the_archive_is_no_page(String path) {
    console.login("ada", "a password");

    RunningConsole.Answer answer = console.get(path);

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.body()).doesNotContain("\"secret\"", "root:");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/commands/--redis-url=redis:%2f%2fevil.example,404",
    "/api/commands/--help,400",
    "/api/dead-letters/-y,400",
    "/api/dead-letters?env-file=/etc/passwd,400",
    "/api/dead-letters?redis_url=redis://evil.example,400",
    "/api/dead-letters?chat=--all,200"
  })
  void no_value_becomes_an_option_of_a_subcommand(String path, int status) {
    console.login("ada", "a password");

    assertThat(console.get(path).status()).isEqualTo(status);
  }

  @Test
  void a_long_address_a_long_header_and_a_long_form_are_refused() {
    console.login("ada", "a password");

    assertThat(console.get("/?q=" + "a".repeat(9_000)).status()).isEqualTo(414);
    assertThat(console.get("/", "X-Long: " + "a".repeat(17_000)).status()).isIn(0, 431);
    assertThat(console.post("/logout", Map.of("csrf", "a".repeat(300_000))).status()).isIn(0, 413);
    assertThat(
            console.post("/logout", "a=1&".repeat(1_000), "Origin: " + console.origin()).status())
        .isEqualTo(413);
    assertThat(console.get("/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
  void other_methods_are_refused(String method) {
    assertThat(console.send(method, "/", "").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dead-letters?chat=%0d%0aSet-Cookie:%20evil=1",
        "/archive/x%0d%0aSet-Cookie:%20evil=1/2025-11-07.json",
        "/login?next=%0d%0aLocation:%20https://evil.example"
      })
  void no_line_break_of_a_request_gets_into_the_headers(String path) {
    console.login("ada", "a password");

    RunningConsole.Answer answer = console.get(path);

    assertThat(answer.headers().keySet()).doesNotContain("evil");
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.header("Location")).doesNotContain("evil");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/dead-letters", "/archive/harbour/2025-11-07.json", "/api/status"})
  void without_a_login_nothing_is_read(String path) {
    console.cookie("tgf_session=" + "0".repeat(64));

    assertThat(console.get(path).status()).isIn(303, 401);
    assertThat(console.get(path, "Authorization: Bearer wrong").status()).isIn(303, 401);
  }

  @Test
  void programs_read_with_the_token_and_open_no_page_with_it() {
    String token = "Authorization: Bearer " + TOKEN;

    assertThat(console.get("/api/status", token).status()).isEqualTo(200);
    assertThat(console.get("/", token).status()).isEqualTo(303);
    assertThat(console.send("POST", "/logout", "", token).status()).isIn(303, 415);
  }

  @Test
  void guessing_passwords_is_stopped_after_ten_attempts_for_the_right_one_too()
      throws InterruptedException {
    try (RunningConsole guessed = RunningConsole.start(shell(directory.resolve("users")))) {
      for (int i = 0; i < 10; i++) {
        assertThat(guessed.login("ada", "guess " + i).status()).isEqualTo(403);
      }

      assertThat(guessed.login("ada", "a password").status()).isEqualTo(429);
      assertThat(guessed.get("/api/status", "Authorization: Bearer " + TOKEN).status())
          .isEqualTo(429);
    }
  }

  @Test
  void half_a_request_delays_no_other_one() throws IOException {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
      slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(UTF_8));
      slow.getOutputStream().flush();

      assertThat(console.login("ada", "a password").status()).isEqualTo(303);
      assertThat(console.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void pages_have_no_secrets() {
    console.login("ada", "a password");

    for (String path : new String[] {"/", "/workers", "/audit", "/api/status", "/archive"}) {
      assertThat(console.get(path).body()).doesNotContain(TOKEN, "$2a$", "a password");
    }
  }

  @Test
  void the_cookie_is_for_this_site_alone_and_for_no_script() {
    String cookie = console.login("ada", "a password").header("Set-Cookie");

    assertThat(cookie).matches("tgf_session=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict");
  }

  @Test
  void after_the_logout_the_cookie_is_worth_nothing() {
    console.login("ada", "a password");
    String csrf = console.get("/").csrf();

    assertThat(console.post("/logout", Map.of("csrf", csrf)).status()).isEqualTo(303);

    assertThat(console.get("/").status()).isEqualTo(303);
  }

  @Test
  void without_logins_a_foreign_name_of_this_machine_is_refused() throws InterruptedException {
    try (RunningConsole open = RunningConsole.start(box.shell(directory))) {
      assertThat(open.get("/", "Host: evil.example").status()).isEqualTo(421);
      assertThat(open.get("/", "Host: localhost:8090").status()).isEqualTo(200);
    }
  }
}
