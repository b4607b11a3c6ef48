package dev.tgfetcher.emulator.tl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The constructors and methods of one protocol, from a resource in TL notation. A line after {@code
 * ---unserved---} has only a name and an id. It is a method that fails on purpose, without a
 * warning in the log.
 */
public final class TlSchema {
  private static final Pattern LAYER = Pattern.compile("---layer (\\d+)---");

  private final Map<Integer, TlConstructor> byId = new HashMap<>();
  private final Map<String, TlConstructor> byName = new HashMap<>();
  private final Map<Integer, String> unserved = new HashMap<>();
  private final Map<String, OlderConstructor> older = new HashMap<>();

  private TlSchema() {}

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

  /** The schema of Telegram's API for clients of a layer; the pinned one for an unknown layer. */
  public static TlSchema telegram(int layer) {
    return Resources.OLDER.getOrDefault(layer, Resources.TELEGRAM);
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

  /** Returns an object of the pinned layer as clients of this layer know it. */
  TlObject translate(TlObject object) {
    OlderConstructor constructor = older.isEmpty() ? null : older.get(object.name());
    return constructor == null ? object : constructor.translate(object);
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

  /** Returns this schema with other constructors of the same names. */
  private TlSchema withOlder(List<String> lines) {
    TlSchema schema = new TlSchema();
    schema.byId.putAll(byId);
    schema.byName.putAll(byName);
    schema.unserved.putAll(unserved);
    for (String line : lines) {
      TlConstructor constructor = TlConstructor.parse(line);
      TlConstructor pinned = constructor(constructor.name);
      schema.byId.remove(pinned.id);
      schema.byId.put(constructor.id, constructor);
      schema.byName.put(constructor.name, constructor);
      schema.older.put(constructor.name, new OlderConstructor(constructor, pinned));
    }
    return schema;
  }

  /** Reads a resource in which the lines of a layer follow a line {@code ---layer N---}. */
  private static Map<Integer, TlSchema> olderLayers(TlSchema pinned) {
    Map<Integer, List<String>> lines = new HashMap<>();
    int layer = 0;
    for (String line : read("older_layers.tl").lines().toList()) {
      Matcher begin = LAYER.matcher(line);
      if (begin.matches()) {
        layer = Integer.parseInt(begin.group(1));
      } else if (!line.isEmpty() && !line.startsWith("//")) {
        lines.computeIfAbsent(layer, ignored -> new ArrayList<>()).add(line);
      }
    }
    Map<Integer, TlSchema> layers = new HashMap<>();
    lines.forEach((number, ofLayer) -> layers.put(number, pinned.withOlder(ofLayer)));
    return layers;
  }

  private static String read(String resource) {
    try (InputStream in = TlSchema.class.getResourceAsStream(resource)) {
      byte[] text = Objects.requireNonNull(in, resource).readAllBytes();
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schemas, loaded on first use. */
  private static final class Resources {
    static final TlSchema TELEGRAM = new TlSchema(read("telegram_api.tl"));
    static final TlSchema MTPROTO = new TlSchema(read("mtproto_api.tl"));
    static final Map<Integer, TlSchema> OLDER = olderLayers(TELEGRAM);
  }
}
