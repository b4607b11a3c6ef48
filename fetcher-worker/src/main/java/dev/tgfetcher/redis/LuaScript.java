package dev.tgfetcher.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A Lua file beside the class that runs it; one file for each transition in Redis.
 *
 * @param name the file's name without its ending
 * @param text the script
 */
public record LuaScript(String name, String text) {
  /** Reads {@code <name>.lua} from the package of {@code neighbour}. */
  public static LuaScript beside(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("no " + name + ".lua beside " + neighbour.getName());
      }
      return new LuaScript(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
