/**
 * The subcommand {@code doctor}: checks of the requirements of a worker on this machine.
 *
 * <p>Each check is one class and returns a {@code CheckResult} with a remedy. {@code Doctor} runs
 * all checks; {@code DoctorReport} collects the results. This package may import {@code
 * cli.option}, {@code cli.redis} and {@code cli.terminal}.
 */
package dev.tgfetcher.cli.doctor;
