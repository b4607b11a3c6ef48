package dev.tgfetcher.archive.s3;

import dev.tgfetcher.archive.ArchiveStore;
import dev.tgfetcher.archive.ArchiveStoreContract;
import dev.tgfetcher.testing.S3Mock;
import dev.tgfetcher.testing.S3Proxy;
import org.junit.jupiter.api.AfterEach;

class S3StoreContractTest extends ArchiveStoreContract {
  private final S3Proxy proxy = S3Proxy.to(S3Mock.shared().endpoint());
  private final S3TestStore archive = S3TestStore.create(proxy.endpoint());

  @AfterEach
  void close() {
    proxy.close();
  }

  @Override
  protected ArchiveStore open(int revisions) {
    return archive.open(revisions, local).store();
  }

  @Override
  protected void put(String name, String text) {
    archive.put(name, text);
  }

  @Override
  protected String place() {
    return archive.location().place();
  }
}
