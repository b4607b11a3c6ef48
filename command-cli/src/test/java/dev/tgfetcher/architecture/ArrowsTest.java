package dev.tgfetcher.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way: command-cli to fetcher-worker to event-schema. */
@AnalyzeClasses(packages = "dev.tgfetcher", importOptions = ArrowsTest.WithoutTests.class)
class ArrowsTest {
  /** Neither this module's tests nor those that another shares as a jar. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  private static final String[] WORKER = {
    "dev.tgfetcher.worker..",
    "dev.tgfetcher.queue..",
    "dev.tgfetcher.upkeep..",
    "dev.tgfetcher.failure..",
    "dev.tgfetcher.fetch..",
    "dev.tgfetcher.telegram..",
    "dev.tgfetcher.limit..",
    "dev.tgfetcher.archive..",
    "dev.tgfetcher.batch..",
    "dev.tgfetcher.event..",
    "dev.tgfetcher.health..",
    "dev.tgfetcher.metrics..",
    "dev.tgfetcher.trace..",
    "dev.tgfetcher.log.."
  };

  @ArchTest
  static final ArchRule the_schema_needs_jackson_alone =
      classes()
          .that()
          .resideInAPackage("dev.tgfetcher.schema..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.tgfetcher.schema..",
              "java..",
              "tools.jackson..",
              "com.fasterxml.jackson.annotation..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule the_emulator_knows_nothing_of_the_product =
      noClasses()
          .that()
          .resideInAPackage("dev.tgfetcher.emulator..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.tgfetcher..")
                  .and(resideInAnyPackage("dev.tgfetcher.emulator..").negate().as("elsewhere")));

  @ArchTest
  static final ArchRule the_worker_knows_neither_command_line_nor_emulator =
      noClasses()
          .that()
          .resideInAnyPackage(WORKER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.tgfetcher.cli..", "dev.tgfetcher.emulator..", "picocli..");

  @ArchTest
  static final ArchRule telegram_stands_by_itself =
      noClasses()
          .that()
          .resideInAPackage("dev.tgfetcher.telegram..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.tgfetcher..", "org.redisson..")
                  .and(resideInAnyPackage("dev.tgfetcher.telegram..").negate().as("elsewhere")));

  @ArchTest
  static final ArchRule tdlib_is_loaded_by_telegram_alone =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tgfetcher.telegram..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule micrometer_is_known_to_metrics_alone =
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
  static final ArchRule the_archive_is_files_alone =
      noClasses()
          .that()
          .resideInAPackage("dev.tgfetcher.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.tgfetcher.telegram..",
              "dev.tgfetcher.queue..",
              "dev.tgfetcher.fetch..",
              "dev.tgfetcher.worker..",
              "org.redisson..");

  @ArchTest
  static final ArchRule the_queue_knows_nothing_of_what_commands_do =
      noClasses()
          .that()
          .resideInAPackage("dev.tgfetcher.queue..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.tgfetcher.telegram..", "dev.tgfetcher.fetch..", "dev.tgfetcher.worker..");

  @ArchTest
  static final ArchRule the_emulator_is_for_the_demo_alone =
      noClasses()
          .that()
          .resideInAPackage("dev.tgfetcher.cli..")
          .and()
          .resideOutsideOfPackage("dev.tgfetcher.cli.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tgfetcher.emulator..");

  @ArchTest
  static final ArchRule only_logs_of_programs_go_to_the_standard_streams =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.tgfetcher.schema..",
              "dev.tgfetcher.queue..",
              "dev.tgfetcher.upkeep..",
              "dev.tgfetcher.failure..",
              "dev.tgfetcher.fetch..",
              "dev.tgfetcher.telegram..",
              "dev.tgfetcher.archive..",
              "dev.tgfetcher.event..",
              "dev.tgfetcher.cli.demo..",
              "dev.tgfetcher.cli.doctor..",
              "dev.tgfetcher.cli.event..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("dev.tgfetcher.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_of_the_command_line_form_no_cycle =
      slices().matching("dev.tgfetcher.cli.(*)..").should().beFreeOfCycles();
}
