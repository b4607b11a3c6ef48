package dev.tgfetcher.archive.directory;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.ArchiveStoreContract;
import dev.tgfetcher.archive.TestingDays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

class DirectoryStoreContractTest extends ArchiveStoreContract {
  private Path root() {
    return local.resolve("data");
  }

  @Override
  protected ArchiveStore open(int revisions) {
    return new DirectoryArchiveStore(new ArchiveLayout(root()), revisions);
  }

  @Override
  protected void put(String name, String text) {
    try {
      TestingDays.put(root().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected String place() {
    return root().toString();
  }
}
