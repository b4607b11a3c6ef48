package dev.tgfetcher.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The text of {@code --version}. */
final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"tg-fetcher " + (version == null ? "(unpacked)" : version)};
  }
}
