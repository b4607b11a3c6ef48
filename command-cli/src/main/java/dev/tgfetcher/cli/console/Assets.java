package dev.tgfetcher.cli.console;

import dev.tgfetcher.cli.console.http.ConsoleResponse;
import dev.tgfetcher.cli.console.http.RefusedRequestException;
import dev.tgfetcher.cli.terminal.CliException;
import dev.tgfetcher.schema.json.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that pages load: the style, an icon, and htmx from its npm package, which the build
 * takes from Maven Central as a WebJar. A script with another checksum is refused.
 */
final class Assets {
  static final String HTMX_SHA256 =
      "71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de";

  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

  private final Map<String, ConsoleResponse> files;

  Assets() {
    this.files =
        Map.of(
            "htmx.js", file("text/javascript; charset=utf-8", htmx()),
            "console.css", file("text/css; charset=utf-8", resource("console.css")),
            "icon.svg", file("image/svg+xml", resource("icon.svg")));
  }

  private static ConsoleResponse file(String type, byte[] bytes) {
    return ConsoleResponse.of(200, type, bytes).with("Cache-Control", "max-age=3600");
  }

  private static byte[] htmx() {
    byte[] script = resource(HTMX);
    if (!Sha256.hex(script).equals(HTMX_SHA256)) {
      throw CliException.failed("htmx has the SHA-256 " + Sha256.hex(script) + ": build again");
    }
    return script;
  }

  private static byte[] resource(String name) {
    try (@Nullable InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw CliException.failed(
            name + " is missing: run this subcommand by the script tg-fetcher, which adds it");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ConsoleResponse respond(String name) {
    ConsoleResponse file = files.get(name);
    if (file == null) {
      throw RefusedRequestException.notFound();
    }
    return file;
  }

  /** The digest of the script, as pages give it to the browser. */
  static String htmxIntegrity() {
    byte[] digest = HexFormat.of().parseHex(HTMX_SHA256);
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
