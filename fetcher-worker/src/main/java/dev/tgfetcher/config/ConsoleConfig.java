package dev.tgfetcher.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The console in the browser: its address, and who may use it. */
@ConfigMapping(prefix = "")
public interface ConsoleConfig {
  /** The host to listen on; another one than loopback needs a login. */
  @WithDefault("127.0.0.1")
  String consoleHost();

  /** The port to listen on; 0 for any free port. */
  @WithDefault("8090")
  int consolePort();

  /** Lets any name log in as an operator; secret. */
  Optional<String> consoleToken();

  /** A file of users: {@code name:bcrypt hash:role} in each line. */
  Optional<Path> consoleUsers();

  /** The header in which a proxy names the user whom it has logged in. */
  Optional<String> consoleUserHeader();

  /** The addresses of the proxies whose header is trusted. */
  Optional<List<String>> consoleProxies();

  /** The address of the console in browsers, if a proxy has another one. */
  Optional<URI> consoleUrl();

  /** The time after which a login ends, however much it is used. */
  @WithDefault("8h")
  Duration consoleSessionTtl();
}
