package dev.tgfetcher.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Checks that the operating system, or the container, gives a worker enough files and memory. */
final class ProcessCheck {
  private static final String FILES = "open files";
  private static final String MEMORY = "memory";

  /** Redisson, TDLib and the archive together need far fewer. */
  private static final long ENOUGH_FILES = 1024;

  /** TDLib keeps data outside of the heap until it is restarted. */
  private static final long OUTSIDE_HEAP = 400L << 20;

  private ProcessCheck() {}

  static List<CheckResult> ofThisProcess() {
    List<CheckResult> results = new ArrayList<>();
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    if (system instanceof UnixOperatingSystemMXBean unix) {
      results.add(ofOpenFiles(unix.getMaxFileDescriptorCount()));
    }
    results.add(ofMemory(Runtime.getRuntime().maxMemory(), system.getTotalMemorySize()));
    return results;
  }

  static CheckResult ofOpenFiles(long limit) {
    String detail = "at most " + limit;
    return limit >= ENOUGH_FILES
        ? CheckResult.passed(FILES, detail)
        : CheckResult.warned(FILES, detail, "raise it: ulimit -n 4096, or LimitNOFILE in systemd");
  }

  /**
   * Checks that the heap leaves enough memory to TDLib.
   *
   * @param heap the largest heap of Java, in bytes
   * @param total the memory of the container or the machine, in bytes
   */
  static CheckResult ofMemory(long heap, long total) {
    String detail = (heap >> 20) + " MiB heap of " + (total >> 20) + " MiB";
    return heap + OUTSIDE_HEAP <= total
        ? CheckResult.passed(MEMORY, detail)
        : CheckResult.warned(
            MEMORY,
            detail + " leaves TDLib too little",
            "set TGF_JAVA_OPTS=-Xmx256m, or give the container 1 GiB");
  }
}
