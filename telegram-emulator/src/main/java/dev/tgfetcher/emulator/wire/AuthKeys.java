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
import org.jspecify.annotations.Nullable;

/**
 * All keys that clients agreed on, and who is logged in by them. With a file, they survive the
 * process: a client that comes back is still logged in.
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

  /** Keys kept in the directory's file {@code auth-keys}, which need not exist yet. */
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

  /** A key that lasts as long as the process and stands for nobody until it is bound. */
  void addTemporary(AuthKey key) {
    temporary.put(key.id(), key);
  }

  /** Lets a temporary key stand for a permanent one; false when that is unknown. */
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

  /** Ends every session of the user, as a person does on another device. */
  public void logOutUser(long userId) {
    keys.values().stream().filter(key -> key.userId() == userId).forEach(key -> key.userId(0));
    save();
  }

  /** Ends the session and forgets its key: the client has to agree on a new one. */
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
      Path fresh = file.resolveSibling("auth-keys.new");
      Files.write(fresh, lines);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
