package dev.tgfetcher.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.Slice;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Dependencies point one way: command-cli to fetcher-worker, fetcher-worker to telegram-client and
 * event-schema. The emulator depends on none of them.
 */
@AnalyzeClasses(packages = "dev.tgfetcher", importOptions = ArrowsTest.WithoutTests.class)
class ArrowsTest {
  /** Leaves out this module's tests and the tests that other modules share as a jar. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  private static final int MOST_FILES_OF_A_PACKAGE = 40;

  private static final String[] SCHEMA = {"dev.tgfetcher.schema.."};
  private static final String[] TELEGRAM = {"dev.tgfetcher.telegram.."};
  private static final String[] EMULATOR = {"dev.tgfetcher.emulator.."};
  private static final String[] CLI = {"dev.tgfetcher.cli.."};

  private static final String[] WORKER = {
    "dev.tgfetcher.archive..",
    "dev.tgfetcher.batch..",
    "dev.tgfetcher.comment..",
    "dev.tgfetcher.config..",
    "dev.tgfetcher.convert..",
    "dev.tgfetcher.event..",
    "dev.tgfetcher.failure..",
    "dev.tgfetcher.fetch..",
    "dev.tgfetcher.file..",
    "dev.tgfetcher.health..",
    "dev.tgfetcher.history..",
    "dev.tgfetcher.limit..",
    "dev.tgfetcher.log..",
    "dev.tgfetcher.metrics..",
    "dev.tgfetcher.queue..",
    "dev.tgfetcher.redis..",
    "dev.tgfetcher.session..",
    "dev.tgfetcher.trace..",
    "dev.tgfetcher.upkeep..",
    "dev.tgfetcher.worker.."
  };

  @ArchTest
  static final ArchRule every_class_is_in_a_known_room =
      classes().should().resideInAnyPackage(together(SCHEMA, TELEGRAM, EMULATOR, WORKER, CLI));

  @ArchTest
  static final ArchRule the_schema_needs_jackson_alone =
      classes()
          .that()
          .resideInAnyPackage(SCHEMA)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.tgfetcher.schema..",
              "java..",
              "tools.jackson..",
              "com.fasterxml.jackson.annotation..",
              "org.jspecify..");

  @ArchTest static final ArchRule the_telegram_client_stands_by_itself = standsByItself(TELEGRAM);

  @ArchTest static final ArchRule the_emulator_stands_by_itself = standsByItself(EMULATOR);

  @ArchTest
  static final ArchRule the_worker_knows_neither_command_line_nor_emulator =
      noClasses()
          .that()
          .resideInAnyPackage(WORKER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.tgfetcher.cli..", "dev.tgfetcher.emulator..", "picocli..");

  @ArchTest
  static final ArchRule the_emulator_is_for_the_demo_alone =
      noClasses()
          .that()
          .resideInAnyPackage(CLI)
          .and()
          .resideOutsideOfPackage("dev.tgfetcher.cli.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EMULATOR);

  @ArchTest
  static final ArchRule telegram_is_the_only_room_that_loads_tdlib =
      noClasses()
          .that()
          .resideOutsideOfPackages(TELEGRAM)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule metrics_is_the_only_room_that_knows_micrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tgfetcher.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule open_telemetry_is_known_to_one_class_that_is_loaded_when_wanted =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.OtlpTracing(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule the_archive_needs_files_alone =
      doesNotKnow(
          "archive",
          "telegram",
          "queue",
          "redis",
          "history",
          "comment",
          "convert",
          "fetch",
          "session",
          "worker");

  @ArchTest
  static final ArchRule the_queue_does_not_know_what_commands_do =
      doesNotKnow(
          "queue", "telegram", "history", "comment", "convert", "fetch", "session", "worker");

  @ArchTest
  static final ArchRule conversion_is_pure =
      doesNotKnow("convert", "redis", "queue", "limit", "history", "fetch", "session", "worker");

  @ArchTest
  static final ArchRule the_rate_limits_do_not_know_what_requests_are_for =
      doesNotKnow("limit", "queue", "history", "comment", "fetch", "session", "worker");

  @ArchTest
  static final ArchRule only_logs_of_programs_go_to_the_standard_streams =
      noClasses()
          .that()
          .resideInAnyPackage(together(SCHEMA, TELEGRAM, WORKER, CLI))
          .and()
          .resideOutsideOfPackages(
              "dev.tgfetcher.cli",
              "dev.tgfetcher.cli.terminal..",
              "dev.tgfetcher.log..",
              "dev.tgfetcher.worker..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("dev.tgfetcher.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_the_schema_form_no_cycle =
      slices().matching("dev.tgfetcher.schema.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_the_telegram_client_form_no_cycle =
      slices().matching("dev.tgfetcher.telegram.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_the_command_line_form_no_cycle =
      slices().matching("dev.tgfetcher.cli.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_the_archive_form_no_cycle =
      slices()
          .matching("dev.tgfetcher.(**)")
          .that(describe("belong to the archive", ArrowsTest::isOfTheArchive))
          .should()
          .beFreeOfCycles();

  private static boolean isOfTheArchive(Slice slice) {
    return slice.getNamePart(1).matches("archive(\\..+)?");
  }

  @ArchTest
  static void no_package_has_more_files_than_a_reader_can_survey(JavaClasses everything) {
    Map<String, Long> files =
        everything.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(files).isNotEmpty();
    assertThat(files)
        .allSatisfy(
            (name, count) ->
                assertThat(count).as(name).isLessThanOrEqualTo(MOST_FILES_OF_A_PACKAGE));
  }

  @ArchTest
  static void no_two_types_have_one_name(JavaClasses everything) {
    Set<String> seen = new HashSet<>();
    assertThat(
            everything.stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info") && !seen.add(name)))
        .isEmpty();
  }

  private static ArchRule standsByItself(String[] room) {
    return noClasses()
        .that()
        .resideInAnyPackage(room)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.tgfetcher..", "org.redisson..")
                .and(resideInAnyPackage(room).negate().as("elsewhere")));
  }

  private static ArchRule doesNotKnow(String room, String... others) {
    return noClasses()
        .that()
        .resideInAPackage("dev.tgfetcher." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            List.of(others).stream()
                .map(other -> "dev.tgfetcher." + other + "..")
                .toArray(String[]::new));
  }

  private static String[] together(String[]... rooms) {
    return List.of(rooms).stream().flatMap(room -> List.of(room).stream()).toArray(String[]::new);
  }
}
