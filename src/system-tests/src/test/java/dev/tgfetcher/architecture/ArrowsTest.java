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
  /** Excludes test classes, also those in the test jars of other modules. */
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
    "dev.tgfetcher.day..",
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
    "dev.tgfetcher.steering..",
    "dev.tgfetcher.trace..",
    "dev.tgfetcher.upkeep..",
    "dev.tgfetcher.worker.."
  };

  @ArchTest
  static final ArchRule every_class_is_in_a_known_package =
      classes().should().resideInAnyPackage(concat(SCHEMA, TELEGRAM, EMULATOR, WORKER, CLI));

  @ArchTest
  static final ArchRule the_schema_depends_on_jackson_alone =
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

  @ArchTest
  static final ArchRule the_telegram_client_depends_on_no_other_module =
      dependsOnNoOtherModule(TELEGRAM);

  @ArchTest
  static final ArchRule the_emulator_depends_on_no_other_module = dependsOnNoOtherModule(EMULATOR);

  @ArchTest
  static final ArchRule the_worker_depends_on_neither_command_line_nor_emulator =
      noClasses()
          .that()
          .resideInAnyPackage(WORKER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.tgfetcher.cli..", "dev.tgfetcher.emulator..", "picocli..");

  @ArchTest
  static final ArchRule only_the_demo_uses_the_emulator =
      noClasses()
          .that()
          .resideInAnyPackage(CLI)
          .and()
          .resideOutsideOfPackage("dev.tgfetcher.cli.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EMULATOR);

  @ArchTest
  static final ArchRule only_the_telegram_client_loads_tdlib =
      noClasses()
          .that()
          .resideOutsideOfPackages(TELEGRAM)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule only_archive_export_and_query_use_duckdb =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tgfetcher.cli.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.duckdb..", "java.sql..");

  @ArchTest
  static final ArchRule only_the_users_of_the_console_need_bcrypt =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tgfetcher.cli.console.access..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("at.favre.lib..");

  @ArchTest
  static final ArchRule only_the_command_line_itself_uses_the_console =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tgfetcher.cli", "dev.tgfetcher.cli.console..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tgfetcher.cli.console..");

  @ArchTest
  static final ArchRule only_the_archive_in_a_bucket_uses_the_sdk_of_aws =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tgfetcher.archive.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule only_metrics_uses_micrometer =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tgfetcher.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule only_one_lazily_loaded_class_uses_open_telemetry =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.OtlpTracing(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.opentelemetry..");

  @ArchTest
  static final ArchRule the_archive_depends_on_files_alone =
      doesNotDependOn(
          "archive",
          "telegram",
          "queue",
          "redis",
          "history",
          "comment",
          "convert",
          "day",
          "fetch",
          "session",
          "worker");

  @ArchTest
  static final ArchRule the_queue_does_not_depend_on_command_handling =
      doesNotDependOn(
          "queue",
          "telegram",
          "history",
          "comment",
          "convert",
          "day",
          "fetch",
          "session",
          "worker");

  @ArchTest
  static final ArchRule conversion_depends_on_no_io =
      doesNotDependOn(
          "convert", "redis", "queue", "limit", "history", "day", "fetch", "session", "worker");

  @ArchTest
  static final ArchRule rate_limits_do_not_depend_on_the_use_of_requests =
      doesNotDependOn("limit", "queue", "history", "comment", "day", "fetch", "session", "worker");

  @ArchTest
  static final ArchRule only_terminal_and_log_use_the_standard_streams =
      noClasses()
          .that()
          .resideInAnyPackage(concat(SCHEMA, TELEGRAM, WORKER, CLI))
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
  static void no_package_has_too_many_files(JavaClasses everything) {
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
  static void no_two_types_share_a_name(JavaClasses everything) {
    Set<String> seen = new HashSet<>();
    assertThat(
            everything.stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info") && !seen.add(name)))
        .isEmpty();
  }

  private static ArchRule dependsOnNoOtherModule(String[] packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.tgfetcher..", "org.redisson..")
                .and(resideInAnyPackage(packages).negate().as("elsewhere")));
  }

  private static ArchRule doesNotDependOn(String name, String... others) {
    return noClasses()
        .that()
        .resideInAPackage("dev.tgfetcher." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            List.of(others).stream()
                .map(other -> "dev.tgfetcher." + other + "..")
                .toArray(String[]::new));
  }

  private static String[] concat(String[]... packages) {
    return List.of(packages).stream()
        .flatMap(each -> List.of(each).stream())
        .toArray(String[]::new);
  }
}
