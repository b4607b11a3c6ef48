package dev.tgfetcher.telegram.tdobject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.tgfetcher.telegram.library.TdlibTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Generates classes of the shape of TDLib's generated Java classes, and compiles them in memory.
 * They are made from {@link TypeSchema} when a test runs, and stored nowhere.
 */
final class GeneratedApi {
  private static final String OUTER = "GeneratedTdApi";

  private GeneratedApi() {}

  static TypeSchema schema() {
    try {
      return TypeSchema.parse(Files.readString(TdlibTypes.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the outer class with classes of these names. */
  static Class<?> compile(TypeSchema schema, Set<String> names) {
    Map<String, byte[]> classes = compile(source(schema, names));
    ClassLoader loader =
        new ClassLoader(GeneratedApi.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
          }
        };
    try {
      return loader.loadClass(OUTER);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String source(TypeSchema schema, Set<String> names) {
    Map<String, String> parents = new TreeMap<>();
    schema
        .unions()
        .forEach((union, members) -> members.forEach(member -> parents.put(member, union)));
    String unions =
        names.stream()
            .map(parents::get)
            .filter(union -> union != null)
            .distinct()
            .map(union -> "public abstract static class " + union + " extends Object {}\n")
            .collect(joining());
    String structs =
        names.stream()
            .map(schema::struct)
            .map(struct -> source(struct, parents.getOrDefault(struct.name(), "Object")))
            .collect(joining());
    return """
        public class %s {
        public abstract static class Object { public abstract int getConstructor(); }
        public abstract static class Function<R extends Object> extends Object {}
        """
            .formatted(OUTER)
        + unions
        + structs
        + "}\n";
  }

  private static String source(TypeSchema.Struct struct, String parent) {
    String fields =
        struct.all().entrySet().stream()
            .map(
                field ->
                    "public %s %s;\n"
                        .formatted(
                            JavaTypes.of(struct, field.getKey(), field.getValue()),
                            camelCase(field.getKey())))
            .collect(joining());
    return """
        public static class %s extends %s {
        %s
        public static final int CONSTRUCTOR = %d;
        public int getConstructor() { return CONSTRUCTOR; }
        }
        """
        .formatted(
            ObjectType.className(struct.name()),
            struct.isFunction() ? "Function<Object>" : parent,
            fields,
            struct.name().hashCode());
  }

  private static String camelCase(String name) {
    StringBuilder camelCase = new StringBuilder();
    for (String part : name.split("_", -1)) {
      camelCase.append(camelCase.isEmpty() ? part : ObjectType.className(part));
    }
    return camelCase.toString();
  }

  private static Map<String, byte[]> compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> written = new HashMap<>();
    JavaFileManager files =
        new ForwardingJavaFileManager<JavaFileManager>(
            compiler.getStandardFileManager(null, null, UTF_8)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
              @Override
              public OutputStream openOutputStream() {
                return written.computeIfAbsent(name, key -> new ByteArrayOutputStream());
              }
            };
          }
        };
    JavaFileObject file =
        new SimpleJavaFileObject(
            URI.create("memory:///" + OUTER + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options = List.of("-proc:none", "-g:none", "-nowarn");
    if (!compiler.getTask(null, files, null, options, null, List.of(file)).call()) {
      throw new IllegalStateException("the generated classes do not compile");
    }
    Map<String, byte[]> classes = new HashMap<>();
    written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return classes;
  }
}
