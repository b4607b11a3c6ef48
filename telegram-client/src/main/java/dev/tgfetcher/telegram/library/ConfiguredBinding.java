package dev.tgfetcher.telegram.library;

import static java.util.stream.Collectors.joining;

import dev.tgfetcher.telegram.tdjson.JsonBinding;
import dev.tgfetcher.telegram.tdjson.TdBinding;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the binding that an operator sets in {@code TDLIB_BINDING}. */
public final class ConfiguredBinding {
  private static final String TDLIGHT = "tdlight";

  private ConfiguredBinding() {}

  /**
   * Returns the binding that the environment names; the JSON interface if it names none.
   *
   * @throws TdlibUnavailableException when there is no such binding
   */
  public static TdBinding of(Map<String, String> environment) {
    String name = environment.getOrDefault("TDLIB_BINDING", "").strip();
    return named(name.isEmpty() ? JsonBinding.NAME : name);
  }

  /**
   * Returns the binding with this name.
   *
   * @throws TdlibUnavailableException when there is none
   */
  public static TdBinding named(String name) {
    return named(
        name,
        ServiceLoader.load(TdBinding.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  static TdBinding named(String name, List<TdBinding> bindings) {
    return bindings.stream()
        .filter(binding -> binding.name().equals(name))
        .findFirst()
        .orElseThrow(() -> refusal(name, bindings));
  }

  private static TdlibUnavailableException refusal(String name, List<TdBinding> bindings) {
    if (name.equals(TDLIGHT)) {
      return new TdlibUnavailableException(
          "TDLIB_BINDING=tdlight: this build has no module telegram-client-tdlight: build with"
              + " `mvn -Ptdlight -Dtdlight.repository=<the address in TDLight's README> package`,"
              + " or set TDLIB_BINDING=json");
    }
    return new TdlibUnavailableException(
        "TDLIB_BINDING=%s: there is no such binding: set it to one of %s, or unset it"
            .formatted(
                name, bindings.stream().map(TdBinding::name).sorted().collect(joining(", "))));
  }
}
