package dev.tgfetcher.cli.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this program as a worker, with the same Java options. */
final class DemoWorkerProcess {
  private DemoWorkerProcess() {}

  static ChildProcess start(String name, DemoEnvironment environment, Class<?> main)
      throws IOException {
    List<String> command = command(main, List.of("worker", "--exit-with-parent"));
    return ChildProcess.start(name, command, environment.folder(), environment.variables());
  }

  /** The command line of this program in another process. */
  static List<String> command(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Dtgf.terminal"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
