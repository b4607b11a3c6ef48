package dev.tgfetcher.redis;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisTimeoutException;

/** The reason for which a call of Redis failed. Only {@link #NO_ANSWER} is silence. */
public enum RedisFault {
  UNTRUSTED("has a certificate that is not trusted", "(?!)", false),
  PLAIN("does not speak TLS", "(?!)", false),
  TLS("speaks TLS only", "(?!)", false),
  LOGIN("refuses the login", "WRONGPASS|NOAUTH|ERR AUTH|ERR Client sent AUTH", false),
  NO_PERMISSION(
      "refuses a command that its user may not run",
      "NOPERM|can't run this|can't access at least|can't publish to",
      false),
  NO_DATABASE("has no database of this number", "ERR (DB index|SELECT is not allowed)", false),
  NO_COMMAND("does not know a command", "ERR unknown command", true),
  WRONG_TYPE("has a key of another type", "WRONGTYPE", true),
  READ_ONLY("accepts no writes", "READONLY|NOREPLICAS|MISCONF|UNBLOCKED", true),
  OUT_OF_MEMORY("has no memory left", "OOM", true),
  CLUSTER("is a cluster", "CROSSSLOT|MOVED|CLUSTERDOWN|ASK ", false),
  LOADING("is there, but does not have its data yet", "LOADING|MASTERDOWN", true),
  BUSY("is too busy", "ERR max number of clients|BUSY ", true),
  NO_ANSWER("does not answer", "(?!)", true),
  OTHER("refuses a command", "", true);

  /** Failures of Redisson that no reply of a server has caused. */
  private static final List<Class<? extends RedisException>> SILENCE =
      List.of(
          RedisTimeoutException.class,
          RedisConnectionException.class,
          RedisNodeNotFoundException.class,
          RedissonShutdownException.class);

  private final String words;
  private final Pattern replies;
  private final boolean mendedByWaiting;

  RedisFault(String words, String replies, boolean mendedByWaiting) {
    this.words = words;
    this.replies = Pattern.compile("(?:^|[ :-])(?:" + replies + ")");
    this.mendedByWaiting = mendedByWaiting;
  }

  /** Reads the reason out of a failure of Redisson. */
  public static RedisFault of(Throwable failure) {
    if (causes(failure).anyMatch(SSLException.class::isInstance)) {
      return UNTRUSTED;
    }
    Throwable root = root(failure);
    if (isSilence(root)) {
      return NO_ANSWER;
    }
    String reply = RedisReply.in(root);
    return Arrays.stream(values())
        .filter(fault -> fault.replies.matcher(reply).find())
        .findFirst()
        .orElse(OTHER);
  }

  private static boolean isSilence(Throwable root) {
    return !(root instanceof RedisException) || SILENCE.stream().anyMatch(t -> t.isInstance(root));
  }

  static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  static Throwable root(Throwable failure) {
    return causes(failure).reduce((outer, inner) -> inner).orElse(failure);
  }

  /** The predicate of a sentence whose subject is the server. */
  public String words() {
    return words;
  }

  /** The predicate of a sentence about the server, with the reply that refused the call. */
  public static String predicate(Throwable failure) {
    RedisFault fault = of(failure);
    return fault == NO_ANSWER || fault == UNTRUSTED
        ? fault.words
        : fault.words + " (" + reply(failure) + ")";
  }

  /** The error of the server, without the details of Redisson. */
  public static String reply(Throwable failure) {
    return RedisReply.in(root(failure));
  }

  /** The next step of an operator. */
  public String remedy() {
    return switch (this) {
      case UNTRUSTED -> "set REDIS_CA_FILE to the PEM file of the authority that issued it";
      case PLAIN -> "write redis:// in REDIS_URL";
      case TLS -> "write rediss:// in REDIS_URL";
      case LOGIN -> "put its user and password into REDIS_URL";
      case NO_PERMISSION -> "give the user in REDIS_URL the rights of src/redis/users.acl";
      case NO_DATABASE -> "correct the number at the end of REDIS_URL";
      case NO_COMMAND -> "do not rename or forbid the commands of a worker";
      case WRONG_TYPE ->
          "another program uses the name: choose others in COMMANDS_QUEUE and EVENTS_CHANNEL";
      case READ_ONLY ->
          "set REDIS_URL to the primary, and look for full disks and missing replicas"
              + " (min-replicas-to-write)";
      case OUT_OF_MEMORY -> "free memory, or raise maxmemory";
      case CLUSTER -> "set REDIS_URL to a server without cluster mode, or to sentinels";
      case LOADING -> "wait until it has read its data, or look for its primary";
      case BUSY -> "wait, raise maxclients, or look for scripts of other programs";
      case NO_ANSWER -> "start it, or set REDIS_URL to its address";
      case OTHER -> "look into its log";
    };
  }

  /** Whether the fault hits all requests of its kind, so that one success ends it for all. */
  public boolean isOfServer() {
    return switch (this) {
      case READ_ONLY,
          OUT_OF_MEMORY,
          LOADING,
          BUSY,
          NO_ANSWER,
          LOGIN,
          UNTRUSTED,
          PLAIN,
          TLS,
          NO_DATABASE ->
          true;
      case NO_PERMISSION, NO_COMMAND, WRONG_TYPE, CLUSTER, OTHER -> false;
    };
  }

  /**
   * Whether a worker takes no commands during the fault. A wrong type and any other refusal are
   * faults of one request.
   */
  public boolean isOutage() {
    return this != WRONG_TYPE && this != OTHER;
  }

  /** Whether any answer of the server ends the fault. */
  public boolean isEndedByAnyAnswer() {
    return this == NO_ANSWER || this == LOADING || this == BUSY;
  }

  /** Whether the same call may succeed later, although no person changes a setting. */
  public boolean isMendedByWaiting() {
    return mendedByWaiting;
  }
}
