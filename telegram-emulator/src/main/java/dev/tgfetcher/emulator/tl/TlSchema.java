package dev.tgfetcher.emulator.tl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The constructors and methods of one protocol, from a resource in TL notation. A line after {@code
 * ---unserved---} has only a name and an id. It is a method that fails on purpose, without a
 * warning in the log.
 */
public final class TlSchema {
  private final Map<Integer, TlConstructor> byId = new HashMap<>();
  private final Map<String, TlConstructor> byName = new HashMap<>();
  private final Map<Integer, String> unserved = new HashMap<>();

  TlSchema(String text) {
    boolean served = true;
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("---")) {
        served = !line.equals("---unserved---");
      } else if (!line.isEmpty() && !line.startsWith("//")) {
        add(line, served);
      }
    }
  }

  /** The schema of Telegram's API: methods, and the types of their responses. */
  public static TlSchema telegram() {
    return Resources.TELEGRAM;
  }

  /** The schema of the transport: key exchange, sessions, containers. */
  public static TlSchema mtproto() {
    return Resources.MTPROTO;
  }

  /** Returns an object of a constructor or method, without any field set. */
  public TlObject make(String name) {
    return new TlObject(constructor(name));
  }

  /** Returns an object without fields, of a constructor that no client knows. */
  public static TlObject unknown(int id) {
    return new TlObject(TlConstructor.parse("unknown#%08x = Unknown;".formatted(id)));
  }

  boolean has(int id) {
    return byId.containsKey(id);
  }

  TlConstructor constructor(String name) {
    TlConstructor constructor = byName.get(name);
    if (constructor == null) {
      throw new TlException("the schema has no " + name);
    }
    return constructor;
  }

  TlConstructor constructor(int id) {
    TlConstructor constructor = byId.get(id);
    if (constructor != null) {
      return constructor;
    }
    @Nullable String name = unserved.get(id);
    String text = Objects.requireNonNullElseGet(name, () -> Integer.toHexString(id));
    throw new UnknownConstructorException(text, name != null);
  }

  private void add(String line, boolean served) {
    if (!served) {
      int hash = line.indexOf('#');
      unserved.put(Integer.parseUnsignedInt(line.substring(hash + 1), 16), line.substring(0, hash));
      return;
    }
    TlConstructor constructor = TlConstructor.parse(line);
    byId.put(constructor.id, constructor);
    byName.put(constructor.name, constructor);
  }

  private static TlSchema read(String resource) {
    try (InputStream in = TlSchema.class.getResourceAsStream(resource)) {
      byte[] text = Objects.requireNonNull(in, resource).readAllBytes();
      return new TlSchema(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The two schemas, loaded on first use. */
  private static final class Resources {
    static final TlSchema TELEGRAM = read("telegram_api.tl");
    static final TlSchema MTPROTO = read("mtproto_api.tl");
  }
}
