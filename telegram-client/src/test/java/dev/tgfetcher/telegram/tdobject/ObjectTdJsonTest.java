package dev.tgfetcher.telegram.tdobject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tgfetcher.telegram.tdjson.TdJson;
import dev.tgfetcher.telegram.tdjson.TdJsonContract;
import org.junit.jupiter.api.Test;

/** The binding of objects, over a native client that is written by hand. */
class ObjectTdJsonTest extends TdJsonContract {
  private final ObjectTdJson tdJson =
      new ObjectTdJson(SampleApi.class, new StaticNatives(SampleClient.class));

  @Override
  protected TdJson tdJson() {
    return tdJson;
  }

  @Test
  void an_unknown_field_is_refused_by_its_name() {
    byte[] request = "{\"@type\":\"getOption\",\"nam\":\"version\"}".getBytes(UTF_8);

    assertThat(new String(tdJson.execute(request), UTF_8))
        .isEqualTo(
            "{\"@type\":\"error\",\"code\":400,\"message\":\"this TDLib has no getOption.nam\"}");
  }

  @Test
  void a_class_without_the_native_methods_is_refused() {
    assertThatThrownBy(() -> new StaticNatives(SampleApi.class))
        .hasMessageContaining("SampleApi has no createNativeClient");
  }

  @Test
  void the_handler_of_the_log_is_an_ordinary_object() {
    SampleClient.LogMessageHandler[] handler = new SampleClient.LogMessageHandler[1];
    HandlerTrap.trap = handler;
    new StaticNatives(HandlerTrap.class).logTo(2, (verbosity, line) -> {});

    Object same = handler[0];
    assertThat(handler[0])
        .isEqualTo(same)
        .isNotEqualTo("another")
        .hasSameHashCodeAs(same)
        .hasToString("the log of TDLib");
  }

  /** Keeps the handler that it gets. */
  static class HandlerTrap {
    static SampleClient.LogMessageHandler[] trap = {};

    static int createNativeClient() {
      return 1;
    }

    static void nativeClientSend(int client, long id, SampleApi.Function<?> function) {}

    static int nativeClientReceive(
        int[] clients, long[] ids, SampleApi.Object[] events, double timeout) {
      if (timeout == 0) {
        throw new IllegalStateException("on purpose");
      }
      return 0;
    }

    static SampleApi.Object nativeClientExecute(SampleApi.Function<?> function) {
      return null;
    }

    static void nativeClientSetLogMessageHandler(int level, SampleClient.LogMessageHandler log) {
      trap[0] = log;
    }
  }

  @Test
  void a_native_method_that_fails_is_named() {
    StaticNatives natives = new StaticNatives(HandlerTrap.class);

    assertThatThrownBy(() -> natives.receive(0)).hasMessage("nativeClientReceive failed");
    assertThatThrownBy(() -> natives.execute(new SampleApi.Close()))
        .hasMessage("nativeClientExecute returned nothing");
  }
}
