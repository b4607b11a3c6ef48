package dev.tgfetcher.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lua file beside the class that runs it; one file for each transition in Redis.
 *
 * @param name the file's name without its ending
 * @param text the script
 * @param sha1 the name by which a server that has run the script knows it
 */
public record LuaScript(String name, String text, String sha1) {
  LuaScript(String name, String text) {
    this(name, text, sha1(text));
  }

  private static String sha1(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads {@code <name>.lua} from the package of {@code neighbour}. */
  public static LuaScript beside(Class<?> neighbour, String name) {
    return new LuaScript(name, read(neighbour, name));
  }

  /**
   * Reads a script that calls functions of other files.
   *
   * @param functions the names of those files, each of which defines a local function of the same
   *     name
   */
  public static LuaScript beside(Class<?> neighbour, String name, String... functions) {
    LuaScript script = beside(neighbour, name);
    return functions.length == 0 ? script : script.calling(neighbour, functions);
  }

  /** This script with functions from the package of another class. */
  public LuaScript calling(Class<?> neighbour, String... functions) {
    String texts =
        Stream.of(functions)
            .map(function -> read(neighbour, function))
            .collect(Collectors.joining());
    // A flag for the server has to be the first line.
    int flags = text.startsWith("--!") ? text.indexOf('\n') + 1 : 0;
    return new LuaScript(name, text.substring(0, flags) + texts + text.substring(flags));
  }

  private static String read(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("no " + name + ".lua beside " + neighbour.getName());
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
