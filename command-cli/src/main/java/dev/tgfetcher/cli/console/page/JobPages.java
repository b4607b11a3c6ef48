package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;
import static dev.tgfetcher.cli.console.page.Html.many;

import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.action.ConsoleJob;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.run.SubcommandRun;
import dev.tgfetcher.config.ExitCode;

/** The page of a change that runs or has ended. */
public record JobPages(Layout layout) {
  public ConsoleResponse respond(Visit visit, ConsoleJob job) {
    Html content = many(state(job), output(job), stop(visit, job));
    return layout.page(
        visit,
        job.title(),
        new Facts().fact("By", job.user()).fact("Since (UTC)", job.began().toString()).build(),
        job.hasEnded() ? content : Live.of(Links.path("jobs", job.id()), content),
        el("p", el("a", attr("href", "/audit"), "Audit")),
        CommandLineHint.of(job.commandLine()));
  }

  private static Html state(ConsoleJob job) {
    if (!job.hasEnded()) {
      return el("p", attr("role", "status"), "It runs.");
    }
    return job.result()
        .map(JobPages::end)
        .orElseGet(() -> problem("It failed; the log of the console has the reason."));
  }

  private static Html end(SubcommandRun run) {
    return run.isDone()
        ? el("p", attr("class", "calm"), attr("role", "status"), "Done.")
        : problem(run.exitCode() == ExitCode.INTERRUPTED ? "It was stopped." : run.problem());
  }

  private static Html problem(String text) {
    return el("p", attr("class", "problem"), attr("role", "alert"), text);
  }

  private static Html output(ConsoleJob job) {
    String out = job.out().toString();
    return out.isBlank() ? many() : el("pre", attr("tabindex", "0"), out);
  }

  private static Html stop(Visit visit, ConsoleJob job) {
    if (job.hasEnded() || !visit.mayChange()) {
      return many();
    }
    return el(
        "form",
        attr("method", "post"),
        attr("action", Links.path("jobs", job.id(), "stop")),
        Layout.csrf(visit),
        el("button", attr("type", "submit"), "Stop"));
  }
}
