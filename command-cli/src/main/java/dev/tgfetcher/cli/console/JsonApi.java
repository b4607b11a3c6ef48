package dev.tgfetcher.cli.console;

import dev.tgfetcher.cli.console.http.ConsoleRequest;
import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.http.RefusedRequestException;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.Query;
import dev.tgfetcher.schema.json.Json;
import java.util.List;

/** Answers {@code /api/...} with the JSON that subcommands print. It changes nothing. */
record JsonApi(ConsoleReader reader) {
  private static final List<String> DOCUMENT = List.of("openapi.json");

  ConsoleResponse respond(ConsoleRequest request) {
    List<String> segments = request.segments().subList(1, request.segments().size());
    try {
      return segments.equals(DOCUMENT)
          ? ConsoleResponse.json(200, OpenApi.document().toPrettyString())
          : answer(request, segments);
    } catch (RefusedRequestException refused) {
      return problem(refused.status(), String.valueOf(refused.getMessage()));
    }
  }

  private ConsoleResponse answer(ConsoleRequest request, List<String> segments) {
    Query query =
        Query.at(segments).stream().findFirst().orElseThrow(RefusedRequestException::notFound);
    for (String name : request.query().keySet()) {
      if (!query.parameters().contains(name)) {
        throw new RefusedRequestException(400, "there is no parameter '" + name + "'");
      }
    }
    List<String> ids = query.needsId() ? List.of(segments.get(1)) : List.of();
    return ConsoleResponse.json(
        200, Json.MAPPER.writeValueAsString(reader.read(query, ids, request.query())));
  }

  static ConsoleResponse problem(int status, String message) {
    return ConsoleResponse.json(
        status,
        Json.MAPPER.writeValueAsString(Json.MAPPER.createObjectNode().put("error", message)));
  }
}
