package dev.tgfetcher.cli.console;

import dev.tgfetcher.archive.ArchiveNames;
import dev.tgfetcher.cli.console.access.Gatekeeper;
import dev.tgfetcher.cli.console.access.Visit;
import dev.tgfetcher.cli.console.http.ConsoleRequest;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.http.ConsoleServer;
import dev.tgfetcher.cli.console.http.RefusedRequestException;
import dev.tgfetcher.cli.console.page.Layout;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Answers the requests of browsers and programs:
 *
 * <ol>
 *   <li>files that pages load, the login, and a sign of life, for everyone;
 *   <li>{@code /api/...} and the days of the archive as JSON, for users and programs;
 *   <li>pages, for users.
 * </ol>
 */
final class Console implements ConsoleServer.Handler {
  private static final String JSON = ".json";

  private final Gatekeeper gate;
  private final Assets assets;
  private final Pages pages;

  Console(Gatekeeper gate, Assets assets, Pages pages) {
    this.gate = gate;
    this.assets = assets;
    this.pages = pages;
  }

  Layout layout() {
    return pages.layout();
  }

  @Override
  public ConsoleResponse respond(ConsoleRequest request) throws IOException {
    List<String> segments = request.segments();
    String first = segments.isEmpty() ? "" : segments.get(0);
    if (first.equals("assets") && segments.size() == 2) {
      return assets.respond(segments.get(1));
    }
    if (segments.equals(List.of("health", "live"))) {
      return ConsoleResponse.text(200, "up");
    }
    if (segments.equals(List.of("login"))) {
      return login(request);
    }
    Optional<Visit> visit = gate.admit(request);
    if (visit.isEmpty()) {
      return refuse(first);
    }
    if (request.isPost()) {
      return post(visit.get());
    }
    return get(visit.get(), first);
  }

  private ConsoleResponse login(ConsoleRequest request) {
    if (!gate.hasLogin()) {
      return ConsoleResponse.seeOther("/");
    }
    if (!request.isPost()) {
      return pages.layout().login(200, Optional.empty());
    }
    return gate.login(request)
        .map(visit -> visit.answer(ConsoleResponse.seeOther("/")))
        .orElseGet(
            () ->
                pages.layout().login(403, Optional.of("Name and secret do not belong together.")));
  }

  private ConsoleResponse refuse(String first) {
    if (first.equals("api") || first.equals("archive") || !gate.hasLogin()) {
      return JsonApi.problem(401, "log in, or send the token as Authorization: Bearer");
    }
    return ConsoleResponse.seeOther("/login");
  }

  private ConsoleResponse post(Visit visit) {
    gate.requireGenuine(visit);
    if (visit.request().segments().equals(List.of("logout"))) {
      return ConsoleResponse.seeOther("/login").with("Set-Cookie", gate.logout(visit.request()));
    }
    List<String> names = visit.request().segments();
    if (names.size() == 2 && names.get(0).equals("act")) {
      return pages.changes().post(visit, names.get(1));
    }
    if (names.size() == 3 && names.get(0).equals("jobs") && names.get(2).equals("stop")) {
      return pages.changes().stop(visit, names.get(1));
    }
    throw RefusedRequestException.notFound();
  }

  private ConsoleResponse get(Visit visit, String first) throws IOException {
    List<String> names = visit.request().segments();
    return switch (names.size()) {
      case 0 -> pages.overview().respond(visit);
      case 1 -> single(visit, first);
      case 2 -> detail(visit, first, names.get(1));
      case 3 -> first.equals("archive") ? day(visit, names.get(1), names.get(2)) : api(visit);
      default -> throw RefusedRequestException.notFound();
    };
  }

  private ConsoleResponse single(Visit visit, String name) {
    return switch (name) {
      case "dead-letters" -> pages.deadLetters().respond(visit);
      case "commands" -> pages.lists().commands(visit);
      case "workers" -> pages.workers().respond(visit);
      case "limits" -> pages.lists().limits(visit);
      case "batches" -> pages.lists().batches(visit);
      case "events" -> pages.lists().events(visit);
      case "audit" -> pages.audit().respond(visit);
      case "archive" -> pages.archive().chats(visit);
      default -> throw RefusedRequestException.notFound();
    };
  }

  private ConsoleResponse detail(Visit visit, String first, String name) {
    return switch (first) {
      case "dead-letters" -> pages.deadLetter().respond(visit, name);
      case "commands" ->
          pages.command().respond(visit, name.equals("find") ? visit.request().query("id") : name);
      case "archive" -> pages.archive().chat(visit, chat(name));
      case "act" -> pages.changes().form(visit, name);
      case "jobs" -> pages.changes().job(visit, name);
      default -> api(visit);
    };
  }

  private ConsoleResponse api(Visit visit) {
    if (!visit.request().segments().get(0).equals("api")) {
      throw RefusedRequestException.notFound();
    }
    return visit.answer(pages.api().respond(visit.request()));
  }

  private ConsoleResponse day(Visit visit, String folder, String name) throws IOException {
    return name.endsWith(JSON)
        ? pages
            .files()
            .respond(
                visit.request(),
                chat(folder),
                date(name.substring(0, name.length() - JSON.length())))
        : pages.archivedDay().respond(visit, chat(folder), date(name));
  }

  private static String chat(String folder) {
    if (!ArchiveNames.isChat(folder)) {
      throw RefusedRequestException.notFound();
    }
    return folder;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw RefusedRequestException.notFound();
    }
  }
}
