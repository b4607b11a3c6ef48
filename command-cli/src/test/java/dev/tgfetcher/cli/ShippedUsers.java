package dev.tgfetcher.cli;

import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Redis with the users of {@code users.acl}. The test itself may do all, as the default user. */
public final class ShippedUsers {
  private static final String PASSWORD = "pw";

  private ShippedUsers() {}

  public static RedisServerProcess start(Path folder) throws IOException {
    List<String> users =
        Files.readAllLines(Path.of("../src/redis/users.acl")).stream()
            .filter(line -> line.startsWith("user "))
            .map(
                line ->
                    line.replaceAll("#\\$\\{\\w+}", ">" + PASSWORD)
                        .replace("user default off resetpass", "user default on nopass"))
            .toList();
    Path file = Files.write(folder.resolve("users.acl"), users);
    return RedisServerProcess.start(folder, "--appendfsync", "no", "--aclfile", "" + file);
  }

  /** The URL with which this user logs in. */
  public static String url(RedisServerProcess server, String user) {
    return server.url().replace("://", "://" + user + ":" + PASSWORD + "@");
  }
}
