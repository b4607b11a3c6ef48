package dev.tgfetcher.cli.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A console on the fleet of the demo, in a process of its own.
 *
 * @param address for the browser
 * @param token lets any name log in
 */
record DemoConsole(String address, String token) {
  private static final Pattern ADDRESS = Pattern.compile("console: (http://\\S+)");
  private static final long LOOK_MILLIS = 100;

  static DemoConsole start(DemoEnvironment environment, Class<?> main, Cleanup cleanup)
      throws IOException, InterruptedException {
    String token = UUID.randomUUID().toString();
    Map<String, String> variables = new HashMap<>(environment.variables());
    variables.put("CONSOLE_TOKEN", token);
    List<String> command =
        DemoWorkerProcess.command(main, List.of("console", "--port", "0", "--exit-with-parent"));
    ChildProcess process =
        cleanup.add(ChildProcess.start("console", command, environment.folder(), variables));
    Matcher line = ADDRESS.matcher(process.lastLine());
    while (!line.matches()) {
      if (!process.isAlive()) {
        throw new IOException("the console has ended: " + process.lastLine());
      }
      Thread.sleep(LOOK_MILLIS);
      line = ADDRESS.matcher(process.lastLine());
    }
    return new DemoConsole(line.group(1), token);
  }

  /** Where it is, and how to log in. */
  List<String> lines() {
    return List.of("", "Console     " + address, "            any name, and the token " + token);
  }
}
