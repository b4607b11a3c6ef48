package dev.tgfetcher.telegram.tdjson;

import dev.tgfetcher.telegram.library.TestLibrary;

/** The JSON interface of the library that the provisioner provides. */
class JsonBindingTest extends TdJsonContract {
  @Override
  protected TdJson tdJson() {
    return new JsonBinding().load(TestLibrary.path());
  }
}
