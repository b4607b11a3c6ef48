package dev.tgfetcher.operations;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page in Markdown. */
record Document(Path file, String text) {
  private static final Pattern CODE_BLOCK = Pattern.compile("(?m)^ *```[\\s\\S]*?^ *```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern NO_PART_OF_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

  /** The pages at the root of the repository, in {@code docs} and in {@code runbooks}. */
  static List<Document> all() {
    Stream<Path> atRoot =
        Stream.of("README.md", "ARCHITECTURE.md", "RATIONALE.md", "data/README.md")
            .map(Repository::path);
    Stream<Path> inFolders =
        Stream.of("docs", "runbooks").flatMap(name -> Repository.files(name, ".md").stream());
    return Stream.concat(atRoot, inFolders).map(Document::of).toList();
  }

  static Document of(Path file) {
    return new Document(file, Repository.text(file));
  }

  /** The targets of links that stay within the repository, as they are written. */
  List<String> relativeLinks() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(target -> !URI.create(target).isAbsolute())
        .toList();
  }

  /** The relative links that lead nowhere, each with the reason. */
  List<String> brokenLinks() {
    return relativeLinks().stream().flatMap(link -> problem(link).stream()).toList();
  }

  private Optional<String> problem(String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (!target.toFile().exists()) {
      return Optional.of(file + " links to " + link + ": no such file");
    }
    if (hash >= 0 && !of(target).anchors().contains(link.substring(hash + 1))) {
      return Optional.of(file + " links to " + link + ": no such heading");
    }
    return Optional.empty();
  }

  /** The anchors that GitHub gives the headings. */
  private Set<String> anchors() {
    return HEADING
        .matcher(prose())
        .results()
        .map(heading -> anchor(heading.group(1)))
        .collect(Collectors.toSet());
  }

  private static String anchor(String heading) {
    String words = NO_PART_OF_AN_ANCHOR.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("");
    return words.replace(' ', '-');
  }

  /** The text without its code blocks. */
  private String prose() {
    return CODE_BLOCK.matcher(text).replaceAll("");
  }
}
