package dev.tgfetcher.archive;

/**
 * The reason why an archive cannot be where the settings say.
 *
 * @param detail begins with the name of a setting
 * @param remedy an order, in lower case
 */
public record ArchiveProblem(String detail, String remedy) {
  public String line() {
    return detail + ": " + remedy;
  }
}
