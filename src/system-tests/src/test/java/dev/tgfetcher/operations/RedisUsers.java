package dev.tgfetcher.operations;

import dev.tgfetcher.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The users of {@code users.acl}, and a user of the tests with all rights. */
enum RedisUsers {
  SCHEDULER,
  WORKER,
  ANALYZER,
  OPERATOR,
  SENTINEL,
  TEST;

  private static final Path FILES = Repository.path("src/redis");

  String userName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String password() {
    return "the-" + userName() + "-password";
  }

  String url(int port) {
    return "redis://" + userName() + ":" + password() + "@127.0.0.1:" + port;
  }

  /** The address through the sentinel at this port, with the server's name. */
  String sentinelUrl(int port, String name) {
    return "redis-sentinel://" + userName() + ":" + password() + "@127.0.0.1:" + port + "/" + name;
  }

  RespConnection connect(int port) {
    RespConnection connection = RespConnection.open(port);
    connection.call("AUTH", userName(), password());
    return connection;
  }

  /**
   * The requests of this user that the server's log shows as refused.
   *
   * @param admin a connection of {@link #TEST}
   */
  List<String> refused(RespConnection admin) {
    return ((List<?>) admin.call("ACL", "LOG", "200"))
        .stream()
            .map(String::valueOf)
            .filter(entry -> entry.contains("username, " + userName() + ","))
            // Redisson probes with this key whether the server has EVAL_RO. A refusal is fine.
            .filter(entry -> !entry.contains("object, test1,"))
            .toList();
  }

  /** Starts a Redis with these users; the script of the container sets their passwords. */
  static RedisServerProcess start(Path folder) throws IOException {
    Path users = folder.resolve("users.acl");
    ExternalTool.Result rendered = render(users, passwords());
    if (rendered.exitCode() != 0) {
      throw new IllegalStateException(rendered.output());
    }
    String test = "user test on >" + TEST.password() + " ~* &* +@all\n";
    Files.writeString(users, test, StandardOpenOption.APPEND);
    return RedisServerProcess.start(folder, "--appendfsync", "no", "--aclfile", users.toString());
  }

  static Map<String, String> passwords() {
    return Arrays.stream(values())
        .filter(Predicate.not(TEST::equals))
        .collect(
            Collectors.toMap(user -> "REDIS_" + user.name() + "_PASSWORD", RedisUsers::password));
  }

  /** Runs the start script of the container with {@code true} in place of the server. */
  static ExternalTool.Result render(Path result, Map<String, String> passwords) {
    return new ExternalTool(FILES.resolve("start.sh"))
        .run(passwords, FILES.resolve("users.acl").toString(), result.toString(), "true");
  }
}
