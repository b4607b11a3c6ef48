package dev.tgfetcher.cli.console;

import dev.tgfetcher.cli.console.access.ConsoleRole;
import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.action.Action;
import dev.tgfetcher.cli.console.action.ActionRun;
import dev.tgfetcher.cli.console.action.Actions;
import dev.tgfetcher.cli.console.action.ConsoleJob;
import dev.tgfetcher.cli.console.action.ConsoleJobs;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.http.RefusedRequestException;
import dev.tgfetcher.cli.console.page.ActionPages;
import dev.tgfetcher.cli.console.page.JobPages;
import dev.tgfetcher.cli.console.page.Layout;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.Query;
import dev.tgfetcher.cli.console.run.SubcommandRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Makes the changes of operators: a form, a preview with the command line, and a job that runs it.
 */
record Changes(ConsoleReader reader, ConsoleJobs jobs, ActionPages pages, JobPages jobPages) {
  private static final long QUICK_MILLIS = 1_500;

  static Changes of(Layout layout, ConsoleReader reader, ConsoleJobs jobs) {
    return new Changes(reader, jobs, new ActionPages(layout), new JobPages(layout));
  }

  /** The form of a change. */
  ConsoleResponse form(Visit visit, String name) {
    requireOperator(visit);
    Action action = action(name);
    Map<String, List<String>> values = new HashMap<>(visit.request().query());
    if (action.needsText()) {
      payload(visit.request().query("ids")).ifPresent(text -> values.put("payload", List.of(text)));
    }
    return pages.form(visit, action, values, Optional.empty());
  }

  /** The command of a letter, as a person edits it. */
  private Optional<String> payload(String id) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    JsonNode payload = reader.read(Query.DEAD_LETTER, List.of(id), Map.of()).path("payload");
    return Optional.of(payload.isObject() ? payload.toPrettyString() : payload.asString(""));
  }

  /** The page of a change that runs or has ended. */
  ConsoleResponse job(Visit visit, String id) {
    return jobPages.respond(visit, find(id));
  }

  private ConsoleJob find(String id) {
    return jobs.find(id).orElseThrow(RefusedRequestException::notFound);
  }

  /** Stops a change; its form has been checked. */
  ConsoleResponse stop(Visit visit, String id) {
    requireOperator(visit);
    ConsoleJob job = find(id);
    job.stop();
    return ConsoleResponse.seeOther("/jobs/" + job.id());
  }

  /** Answers a form of a change, which has been checked: with its preview, or by running it. */
  ConsoleResponse post(Visit visit, String name) {
    requireOperator(visit);
    ActionRun run = new ActionRun(action(name), visit.request().form(), visit.user().name());
    Optional<String> problem = run.problem();
    if (problem.isPresent()) {
      return pages.form(visit, run.action(), run.values(), problem);
    }
    return visit.request().form("step").equals("run") ? start(run) : preview(visit, run);
  }

  private ConsoleResponse preview(Visit visit, ActionRun run) {
    Map<String, List<String>> values = run.values();
    Optional<SubcommandRun> plan = run.previewWords().map(jobs::preview);
    if (plan.isPresent() && !plan.get().isDone()) {
      return pages.form(visit, run.action(), values, Optional.of(plan.get().problem()));
    }
    return pages.preview(visit, run.action(), values, jobs.line(run.words()), plan);
  }

  private ConsoleResponse start(ActionRun run) {
    ConsoleJob job = run.start(jobs);
    try {
      job.await(QUICK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ConsoleResponse.seeOther("/jobs/" + job.id());
  }

  private static Action action(String name) {
    return Actions.named(name).orElseThrow(RefusedRequestException::notFound);
  }

  private static void requireOperator(Visit visit) {
    if (!visit.user().role().includes(ConsoleRole.OPERATOR)) {
      throw new RefusedRequestException(403, "Only an operator may do this.");
    }
  }
}
