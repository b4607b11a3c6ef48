package dev.tgfetcher.soak;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each time of a minute or more in the program, such as the life of a key, has a test that passes
 * it: with a clock that the test moves, or with the times in Redis moved back. A new one is found
 * in the sources, and its test has to be written down here.
 */
class LongTimesTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  /** The name of each time, with the class and method of a test that passes it. */
  private static final Map<String, String> TESTS =
      Map.ofEntries(
          entry(
              "RATE_LIMIT_RECOVERY",
              passed("a_rate_that_a_flood_halved_is_whole_again_half_the_recovery_later")),
          entry("DEDUP_TTL", "RedisDuplicateMarksTest.a_written_day_is_free_ten_minutes_later"),
          entry("RESULT_TTL", "CommandEndTest.a_result_is_forgotten_after_its_time"),
          entry("CommandEnds.RESULT_TTL", "CommandEndTest.a_result_is_forgotten_after_its_time"),
          entry(
              "Batches.OPEN_TTL",
              "BatchSubcommandTest.an_open_batch_is_forgotten_after_thirty_days"),
          entry("RETRY_MAX_DELAY", "RetryPolicyTest.the_delay_doubles_up_to_the_longest"),
          entry(
              "OperatorRun.REMEMBERED",
              "QueueSubcommandTest.an_hour_after_a_cancellation_redis_remembers_its_audit_entry_alone"),
          entry(
              "UnreadableMessages.FARTHEST_STEP",
              "UnreadableMessagesTest.a_message_after_midnight_may_step_back_to_the_day_before"),
          entry(
              "RedisDayLocks.TOKENS_LIVE",
              "RedisDayLocksTest.a_week_later_tokens_go_on_after_the_newest_that_wrote_the_day"),
          entry(
              "WorkerHealth.LONGEST_SILENCE",
              "WorkerHealthTest.a_loop_that_stands_still_makes_the_worker_not_live_and_is_named"),
          entry(
              "CONSOLE_SESSION_TTL",
              "ConsoleAccessTest.a_session_ends_after_its_whole_time_however_much_it_is_used"),
          entry(
              "ConsoleSessions.IDLE",
              "ConsoleAccessTest.a_session_ends_half_an_hour_after_its_last_request"),
          entry(
              "LoginLimiter.WINDOW",
              "ConsoleAccessTest.an_address_has_ten_failed_logins_in_five_minutes"),
          entry("Alarms.STALE", "AlarmsTest.a_chat_without_a_file_for_two_days_is_stale"),
          entry("RedisUsernameCache.CHAT_LIVES", names()),
          entry(
              "TdChat.REMEMBERED",
              "ChatResolverTest.a_chat_that_shows_no_reactions_after_75_seconds_is_trouble_of_telegram"),
          entry("RedisUsernameCache.FREE_LIVES", names()),
          entry(
              "Patience.LONGEST",
              "RateLimitedGateTest.a_run_without_a_queue_waits_for_the_end_of_a_hold_of_hours"),
          entry(
              "PermitAcquirer.LONGEST_WAIT",
              "RateLimitedGateTest.a_rate_too_low_for_any_day_defers_the_command"),
          entry(
              "PermitUnavailableException.LONGEST",
              "RateLimitedGateTest.a_deferred_command_comes_back_after_two_minutes_at_most"),
          entry(
              "PermitUnavailableException.LONGEST_IN_LINE",
              "RateLimitedGateTest.a_command_in_a_long_line_comes_back_after_half_of_the_wait"),
          entry("Rate.LONGEST", "RateTest.zero_requests_and_too_short_or_long_periods_are_refused"),
          entry(
              "CommandMetrics.LONGEST_WAIT",
              "CommandMetricsTest.every_timestamp_of_a_sender_counts_as_a_wait"),
          entry(
              "CommandQueue.COUNTERS_TTL",
              "SettledCountersTest.a_retry_that_waits_for_a_week_runs_without_its_history"),
          entry(
              "CommandQueue.SETTLED_TTL",
              "SettledCountersTest.a_copy_runs_as_a_new_command_when_its_end_is_forgotten"),
          entry(
              "KnownWorkers.SCAN_INTERVAL",
              "KnownWorkersTest.an_operator_sees_a_worker_of_an_older_version_by_a_scan_once_a_minute"),
          entry(
              "FetchRun.MOST_CLOCKS_DIFFER",
              "FetchRunTest.a_file_is_older_than_a_run_by_more_than_clocks_may_differ"),
          entry(
              "ArchiveExportSubcommand.OVERLAP",
              "ArchiveExportSubcommandTest.the_summary_as_json_is_also_in_the_folder"),
          entry(
              "ScratchFolder.SURELY_LOCKED",
              "ArchiveQuerySubcommandTest.the_rest_of_a_killed_process_is_removed"),
          entry(
              "AccountGate.CHECK_INTERVAL",
              "AccountGateTest.a_private_chat_of_an_account_that_is_not_frozen_stays_its_own_failure"),
          entry(
              "S3ArchiveStore.SURELY_DEAD",
              "S3ArchiveStoreTest.an_upload_in_parts_that_fails_is_aborted_and_a_dead_one_by_repair"),
          // Failsafe takes no clock. The soak keeps Redis away for longer.
          entry("CircuitBreaker.OPEN", "SoakTest.a_fleet_tells_the_truth_and_does_not_grow"),
          entry(
              "RedisWait.LONGEST_ATTEMPT",
              "RedisWaitTest.an_attempt_that_hangs_for_ninety_seconds_is_followed_by_another"),
          entry(
              "MarkRenewal.LONGEST",
              "RedisDuplicateMarksTest.a_day_that_is_read_for_an_hour_stays_marked"),
          entry(
              "RecentWork.WINDOW",
              "RecentWorkTest.days_of_one_command_count_once_and_old_ones_not_at_all"),
          entry("TelegramError.UNNAMED_WAIT", "TelegramErrorTest.a_flood_has_its_time_to_wait"),
          entry("Login.PATIENCE", "LoginTest.a_qr_code_that_nobody_scans_ends_the_login"),
          entry(
              "SessionQuarantine.CHECK_INTERVAL",
              "FrozenAccountTest.an_account_without_dates_is_tried_again_after_a_while"),
          entry(
              "TdRuntime.DEFAULT_TIMEOUT",
              "TdRuntimeTest.a_request_without_an_answer_times_out_and_its_late_answer_is_dropped"),
          entry(
              "permit.minute",
              passed("a_place_that_nothing_asks_for_is_free_a_minute_after_its_time")),
          entry(
              "permit.longest_place",
              passed("a_name_that_was_looked_up_is_forgotten_after_twelve_hours")));

  /** They end a program that a person looks at. */
  private static final Set<String> OF_THE_DEMO = Set.of("DemoRun.TIMEOUT");

  private static final Pattern CONSTANT =
      Pattern.compile(
          "static final Duration (\\w+) =\\s+Duration\\.of(?:(?:Minutes|Hours|Days)\\(|Seconds\\((?:[6-9]\\d|\\d{3,})\\))");

  private static final Pattern SETTING =
      Pattern.compile(
          "@WithDefault\\(\"(?:\\d+[mhd]|(?:[6-9]\\d|\\d{3,})s)\"\\)\\s+Duration (\\w+)\\(");

  private static final Pattern IN_LUA =
      Pattern.compile("(?m)^local (\\w+) = (?:\\d{8,}|\\d+ \\* minute)$");

  private static String passed(String method) {
    return "PassedTimeTest." + method;
  }

  private static String names() {
    return "RedisUsernameCacheTest.a_name_is_looked_up_again_after_a_day_and_a_free_one_after_five_minutes";
  }

  @Test
  void every_time_of_a_minute_or_more_has_a_test_that_passes_it() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : files("main")) {
      String name = file.getFileName().toString().replaceFirst("\\..*", "");
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Pattern pattern = file.toString().endsWith(".lua") ? IN_LUA : CONSTANT;
      pattern.matcher(text).results().forEach(one -> found.add(name + "." + one.group(1)));
      SETTING.matcher(text).results().forEach(one -> found.add(setting(one.group(1))));
    }
    found.removeAll(OF_THE_DEMO);

    assertThat(found).containsExactlyInAnyOrderElementsOf(TESTS.keySet());
  }

  private static String setting(String method) {
    return method.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  @Test
  void the_tests_exist() throws IOException {
    List<Path> files = files("test");

    assertThat(TESTS.values())
        .allSatisfy(
            test -> {
              String file = test.substring(0, test.indexOf('.')) + ".java";
              String method = test.substring(test.indexOf('.') + 1) + "(";
              assertThat(files)
                  .as(test)
                  .anyMatch(
                      path -> path.getFileName().toString().equals(file) && has(path, method));
            });
  }

  private static boolean has(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).contains(" " + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The Java files, and the scripts of Redis, of all modules but the emulator. */
  private static List<Path> files(String kind) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module :
        List.of(
            "event-schema",
            "telegram-client",
            "fetcher-worker",
            "command-cli",
            "src/system-tests")) {
      Path sources = ROOT.resolve(module).resolve("src").resolve(kind);
      if (Files.isDirectory(sources)) {
        try (Stream<Path> all = Files.walk(sources)) {
          all.filter(file -> file.toString().matches(".*\\.(java|lua)")).forEach(files::add);
        }
      }
    }
    return files;
  }
}
