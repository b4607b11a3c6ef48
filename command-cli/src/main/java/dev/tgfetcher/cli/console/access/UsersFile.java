package dev.tgfetcher.cli.console.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.tgfetcher.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The users in a file, one in each line: {@code name:bcrypt hash:role}. Without {@code :role}, as
 * {@code htpasswd -B} writes it, a user is a viewer. Each login reads the file again.
 */
public record UsersFile(Path file) {
  private static final Pattern LINE =
      Pattern.compile("([^:#\\s]+):(\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53})(?::(\\w+))?");

  /** A hash of no password, so that an unknown name takes as long as a known one. */
  private static final String NO_PASSWORD =
      "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW";

  private record Entry(String hash, ConsoleRole role) {}

  /**
   * Reads the file once.
   *
   * @throws ConfigException if it cannot be read, or a line is malformed
   */
  public UsersFile checked() {
    entries();
    return this;
  }

  /** The user with this name and password. */
  Optional<ConsoleUser> login(String name, String password) {
    Entry entry = entries().get(name);
    boolean isRight = isPassword(password, entry == null ? NO_PASSWORD : entry.hash());
    return entry != null && isRight
        ? Optional.of(new ConsoleUser(name, entry.role()))
        : Optional.empty();
  }

  /** The role of a user whom a proxy has logged in; that of a viewer if the file has none. */
  ConsoleRole role(String name) {
    Entry entry = entries().get(name);
    return entry == null ? ConsoleRole.VIEWER : entry.role();
  }

  private static boolean isPassword(String password, String hash) {
    try {
      byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
      return BCrypt.verifyer().verify(bytes, hash.getBytes(StandardCharsets.UTF_8)).verified;
    } catch (IllegalArgumentException tooLong) {
      return false;
    }
  }

  private Map<String, Entry> entries() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(line, i + 1, entries);
      }
    }
    return entries;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new ConfigException(
          List.of("CONSOLE_USERS: " + file + " cannot be read: name a file with name:hash:role"));
    }
  }

  private void add(String line, int number, Map<String, Entry> entries) {
    Matcher parts = LINE.matcher(line);
    boolean matches = parts.matches() && ConsoleUser.isName(parts.group(1));
    String word = matches && parts.group(3) != null ? parts.group(3) : ConsoleRole.VIEWER.word();
    Optional<ConsoleRole> role = ConsoleRole.of(word);
    if (!matches || role.isEmpty()) {
      throw new ConfigException(
          List.of(
              "CONSOLE_USERS: line %d of %s is no name:hash:role with a hash of bcrypt and the role"
                      .formatted(number, file)
                  + " viewer or operator"));
    }
    entries.put(parts.group(1), new Entry(parts.group(2), role.get()));
  }
}
