package dev.tgfetcher.emulator.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all clients, and their logins. With a file, they survive the process: a client that
 * reconnects is still logged in.
 */
public final class AuthKeys {
  private final Map<Long, AuthKey> keys = new ConcurrentHashMap<>();
  private final Map<Long, AuthKey> temporary = new ConcurrentHashMap<>();
  private final @Nullable Path file;

  private AuthKeys(@Nullable Path file) {
    this.file = file;
  }

  public static AuthKeys inMemory() {
    return new AuthKeys(null);
  }

  /** Keys that are kept in the directory's file {@code auth-keys}; both are created if missing. */
  public static AuthKeys in(Path directory) {
    Path file = directory.resolve("auth-keys");
    AuthKeys authKeys = new AuthKeys(file);
    try {
      Files.createDirectories(directory);
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(authKeys::restore);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return authKeys;
  }

  @Nullable AuthKey find(long id) {
    AuthKey key = keys.get(id);
    return key != null ? key : temporary.get(id);
  }

  void add(AuthKey key) {
    keys.put(key.id(), key);
    save();
  }

  /** Adds a key that is not saved and belongs to no user until {@link #bind}. */
  void addTemporary(AuthKey key) {
    temporary.put(key.id(), key);
  }

  /** Gives a temporary key the user of a permanent one; returns false if that is unknown. */
  public boolean bind(AuthKey temporaryKey, long permanentId) {
    AuthKey permanent = keys.get(permanentId);
    if (permanent == null) {
      return false;
    }
    temporaryKey.userId(permanent.userId());
    return true;
  }

  public void logIn(AuthKey key, long userId) {
    key.userId(userId);
    save();
  }

  public void logOut(AuthKey key) {
    logIn(key, 0);
  }

  /** Ends all sessions of a user, like "Terminate all other sessions" on another device. */
  public void logOutUser(long userId) {
    keys.values().stream().filter(key -> key.userId() == userId).forEach(key -> key.userId(0));
    save();
  }

  /** The keys of the clients that are logged in as a user. */
  public List<AuthKey> keysOf(long userId) {
    return Stream.concat(keys.values().stream(), temporary.values().stream())
        .filter(key -> key.userId() == userId)
        .toList();
  }

  /** Logs the client out and forgets its key: the client needs a new key exchange. */
  public void forget(AuthKey key) {
    keys.remove(key.id());
    save();
  }

  private void restore(String line) {
    String[] parts = line.split(" ", 3);
    byte[] bytes = HexFormat.of().parseHex(parts[0]);
    AuthKey key = new AuthKey(bytes, Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    keys.put(key.id(), key);
  }

  private synchronized void save() {
    if (file == null) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (AuthKey key : keys.values()) {
      lines.add(HexFormat.of().formatHex(key.bytes()) + " " + key.salt() + " " + key.userId());
    }
    try {
      Path temporaryFile = file.resolveSibling("auth-keys.new");
      Files.write(temporaryFile, lines);
      Files.move(
          temporaryFile, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
