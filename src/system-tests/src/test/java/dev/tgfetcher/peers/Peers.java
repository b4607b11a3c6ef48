package dev.tgfetcher.peers;

import dev.tgfetcher.emulator.wire.ServerKey;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.World;
import dev.tgfetcher.schema.json.Json;
import dev.tgfetcher.testing.RedisServerProcess;
import dev.tgfetcher.testing.TestRedis;
import dev.tgfetcher.testing.TestTelegram;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The programs that the benchmark compares, with the emulator and the Redis that all of them use:
 *
 * <ol>
 *   <li>starts the emulator in this process, and Redis
 *   <li>logs in the session of the worker and the bare loops
 *   <li>installs the peers of Node.js in a folder; leaves out those that this machine lacks
 * </ol>
 */
final class Peers implements AutoCloseable {
  private static final String SESSION = "main";

  /** Debian's Python, for which Debian has Telethon. */
  private static final String PYTHON = "/usr/bin/python3";

  private final Path folder;
  private final RedisServerProcess server;
  private final TestRedis redis;
  private final TestTelegram telegram;
  private final Account account;
  private int processes;

  Peers(Path folder) throws InterruptedException {
    this.folder = folder;
    this.server = RedisServerProcess.start(folder, "--appendfsync", "everysec");
    this.redis = new TestRedis(server.url(), "tg_commands");
    World world = PeerWorld.create();
    this.telegram = TestTelegram.start(world, folder.resolve("sessions"));
    this.account = world.accounts().iterator().next();
    telegram.logIn(SESSION, account);
  }

  /** The requests of all programs until now. */
  long requests() {
    return telegram.emulator().requests().total();
  }

  /** Returns the programs that this machine has; each call of one starts a process. */
  List<Supplier<ChatReader>> available() throws IOException, InterruptedException {
    List<Supplier<ChatReader>> readers = new ArrayList<>();
    readers.add(() -> WorkerReader.start(folder, environment(), redis));
    readers.add(() -> bareLoop(TdlibLoop.BY_HISTORY));
    readers.add(() -> bareLoop(TdlibLoop.BY_ID));
    Path address = writeAddress();
    if (hasNodePackages()) {
      readers.add(() -> script("node", "mtcute.mjs", address));
      readers.add(() -> script("node", "gramjs.cjs", address));
    }
    if (succeeds("Telethon", PYTHON, "-c", "import telethon")) {
      readers.add(() -> script(PYTHON, copy("telethon_peer.py").toString(), address));
    }
    return readers;
  }

  private ChatReader bareLoop(String method) {
    return PeerProcess.java(folder, environment(), TdlibLoop.class, method);
  }

  private ChatReader script(String program, String script, Path address) {
    return PeerProcess.start(
        folder, Map.of(), List.of(program, script, address.getFileName().toString()));
  }

  /**
   * A new folder for the files of each process: a worker announces no day that is there already.
   */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(telegram.environment());
    environment.put("SESSION_NAME", SESSION);
    environment.putAll(redis.environment());
    environment.put("DATA_DIR", folder.resolve("data" + processes++).toString());
    return environment;
  }

  /** Writes how a client reaches the emulator, and the account that it logs in. */
  private Path writeAddress() throws IOException {
    URI proxy = URI.create(telegram.emulator().proxyUrl());
    Map<String, Object> address = new HashMap<>();
    address.put("host", proxy.getHost());
    address.put("port", proxy.getPort());
    address.put("secret", proxy.getUserInfo());
    address.put("key", ServerKey.publicPem());
    address.put("fingerprint", String.valueOf(ServerKey.fingerprint()));
    address.put("api_id", 12345);
    address.put("api_hash", "0123456789abcdef0123456789abcdef");
    address.put("phone", "+" + account.phone());
    address.put("code", account.code());
    return Files.writeString(
        folder.resolve("telegram.json"), Json.MAPPER.writeValueAsString(address));
  }

  private boolean hasNodePackages() throws IOException, InterruptedException {
    for (String file : List.of("package.json", "package-lock.json", "mtcute.mjs", "gramjs.cjs")) {
      copy(file);
    }
    // No package needs its install script: the one with native code is not used.
    return succeeds(
        "mtcute and GramJS", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  }

  private Path copy(String resource) {
    Path file = folder.resolve(resource);
    try (InputStream in = Peers.class.getResourceAsStream("/peers/" + resource)) {
      Files.copy(Objects.requireNonNull(in, resource), file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean succeeds(String peer, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
              .start();
      if (process.waitFor() == 0) {
        return true;
      }
    } catch (IOException e) {
      // The program is not installed.
    }
    System.out.printf("left out: %s, because this fails: %s%n", peer, String.join(" ", command));
    return false;
  }

  @Override
  public void close() {
    telegram.close();
    redis.close();
    server.close();
  }
}
