package dev.tgfetcher.archive;

/**
 * The reason why an archive cannot be where the settings say.
 *
 * @param detail begins with the name of a setting
 * @param remedy an order, in lower case
 * @param isMendedByWaiting whether the place is away, and nothing has to change but that
 */
public record ArchiveProblem(String detail, String remedy, boolean isMendedByWaiting) {
  public String line() {
    return detail + ": " + remedy;
  }
}
