package dev.tgfetcher.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of the work tree. */
final class Repository {
  /** Relative to the folder of this module, in which tests run. */
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final JsonMapper JSON = new JsonMapper();

  private Repository() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  static String text(String name) {
    return text(path(name));
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Path file) {
    return JSON.readTree(text(file));
  }

  static JsonNode yaml(String name) {
    return documents(path(name)).get(0);
  }

  /** Every document of a YAML file, with resolved anchors and merges. */
  static List<JsonNode> documents(Path file) {
    return documents(text(file));
  }

  /** Every document of a text of YAML, with resolved anchors and merges. */
  static List<JsonNode> documents(String text) {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return StreamSupport.stream(yaml.loadAll(text).spliterator(), false)
        .map(Repository::tree)
        .toList();
  }

  private static JsonNode tree(Object document) {
    return JSON.valueToTree(document);
  }

  /** The files below a folder with this ending, sorted. */
  static List<Path> files(String folder, String ending) {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
