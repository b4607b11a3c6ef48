package dev.tgfetcher.cli.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.tgfetcher.cli.console.http.ConsoleRequest;
import dev.tgfetcher.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, for how long, and who is not. */
class ConsoleAccessTest {
  private static final Instant START = Instant.parse("2025-11-08T10:30:00Z");
  private static final String HASH =
      BCrypt.withDefaults().hashToString(4, "a password".toCharArray());

  @TempDir private Path directory;
  private Instant now = START;
  private final InstantSource clock = () -> now;

  @Test
  void a_session_ends_half_an_hour_after_its_last_request() {
    ConsoleSessions sessions = new ConsoleSessions(Duration.ofHours(8), clock);
    String id = sessions.begin(new ConsoleUser("ada", ConsoleRole.OPERATOR));

    now = START.plus(Duration.ofMinutes(29));
    assertThat(sessions.use(id)).isPresent();
    now = now.plus(Duration.ofMinutes(29));
    assertThat(sessions.use(id)).isPresent();
    now = now.plus(Duration.ofMinutes(30));
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void a_session_ends_after_its_whole_time_however_much_it_is_used() {
    ConsoleSessions sessions = new ConsoleSessions(Duration.ofHours(8), clock);
    String id = sessions.begin(new ConsoleUser("ada", ConsoleRole.OPERATOR));

    for (int i = 0; i < 31; i++) {
      now = now.plus(Duration.ofMinutes(15));
      assertThat(sessions.use(id)).isPresent();
    }
    now = START.plus(Duration.ofHours(8));
    assertThat(sessions.use(id)).isEmpty();
  }

  @Test
  void an_address_has_ten_failed_logins_in_five_minutes() throws UnknownHostException {
    LoginLimiter limiter = new LoginLimiter(clock);
    InetAddress peer = InetAddress.getByName("192.0.2.1");
    for (int i = 0; i < 10; i++) {
      assertThat(limiter.permits(peer)).isTrue();
    }

    assertThat(limiter.permits(peer)).isFalse();
    assertThat(limiter.permits(InetAddress.getByName("192.0.2.2"))).isTrue();
    now = START.plus(Duration.ofMinutes(5)).plusSeconds(1);
    assertThat(limiter.permits(peer)).isTrue();
  }

  @Test
  void a_successful_login_does_not_count() throws UnknownHostException {
    LoginLimiter limiter = new LoginLimiter(clock);
    InetAddress peer = InetAddress.getByName("192.0.2.1");

    for (int i = 0; i < 100; i++) {
      assertThat(limiter.permits(peer)).isTrue();
      limiter.succeeded(peer);
    }
  }

  @Test
  void all_addresses_together_have_a_hundred_failed_logins() throws UnknownHostException {
    LoginLimiter limiter = new LoginLimiter(clock);
    for (int i = 0; i < 100; i++) {
      assertThat(limiter.permits(InetAddress.getByName("192.0.2." + i))).isTrue();
    }

    assertThat(limiter.permits(InetAddress.getByName("192.0.2.200"))).isFalse();
  }

  @Test
  void a_user_of_the_file_has_the_role_of_its_line() throws IOException {
    Path file = directory.resolve("users");
    Files.writeString(file, "# people\nada:" + HASH + ":operator\n\nben:" + HASH + "\n");
    UsersFile users = new UsersFile(file).checked();

    assertThat(users.login("ada", "a password"))
        .contains(new ConsoleUser("ada", ConsoleRole.OPERATOR));
    assertThat(users.login("ben", "a password"))
        .contains(new ConsoleUser("ben", ConsoleRole.VIEWER));
    assertThat(users.login("ada", "another")).isEmpty();
    assertThat(users.login("ada", "x".repeat(100))).isEmpty();
    assertThat(users.login("eve", "a password")).isEmpty();
  }

  @Test
  void a_malformed_line_is_named() throws IOException {
    Path file = directory.resolve("users");
    Files.writeString(file, "ada:" + HASH + ":operator\nben:plain:viewer\n");

    assertThatThrownBy(() -> new UsersFile(file).checked())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("CONSOLE_USERS: line 2")
        .hasMessageNotContaining("plain");
  }

  @Test
  void the_header_of_a_proxy_counts_from_its_address_alone() throws Exception {
    InetAddress proxy = InetAddress.getByName("192.0.2.1");
    Gatekeeper gate =
        new Gatekeeper(
            new AccessConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.of("X-Forwarded-User"),
                Set.of(proxy),
                Optional.of(URI.create("https://console.example")),
                Duration.ofHours(8)),
            clock);

    Optional<Visit> trusted = gate.admit(request(proxy));
    assertThat(trusted.map(Visit::user)).contains(new ConsoleUser("ada", ConsoleRole.VIEWER));
    assertThat(trusted.flatMap(Visit::cookie).orElseThrow()).endsWith("; Secure");
    assertThat(gate.admit(request(InetAddress.getByName("192.0.2.9")))).isEmpty();
  }

  private static ConsoleRequest request(InetAddress peer) {
    return new ConsoleRequest(
        "GET",
        List.of(),
        Map.of(),
        Map.of(),
        Map.of("host", "console.example", "x-forwarded-user", "ada"),
        peer);
  }
}
