package dev.tgfetcher.cli.archive;

import dev.tgfetcher.archive.location.OpenArchive;
import dev.tgfetcher.archive.verify.ArchiveVerifier;
import dev.tgfetcher.archive.verify.Finding;
import dev.tgfetcher.archive.verify.Verification;
import dev.tgfetcher.cli.option.OutputOptions;
import dev.tgfetcher.config.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Reads all archive files and lists their defects; exits 1 if there are any.",
    footer = {
      "",
      "Examples:",
      "  tg-fetcher archive verify",
      "  tg-fetcher archive verify --repair",
      "  tg-fetcher archive verify -o json",
      "",
      "The files of a chat are also compared with each other: folders that mix chats are found, and",
      "empty days that an older version called complete although the chat may have had messages."
    })
final class ArchiveVerifySubcommand implements Callable<Integer> {
  @Option(
      names = "--repair",
      description = "First remove the remains of crashes and build progress.json again.")
  private boolean repair;

  @Mixin private ArchiveOptions archive;
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Verification verification;
    try (OpenArchive opened = archive.open()) {
      verification = verify(new ArchiveVerifier(opened.store(), opened.progress()));
    }
    print(verification);
    return verification.findings().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Verification verify(ArchiveVerifier verifier) {
    if (repair) {
      verifier.repair().forEach(gone -> spec.commandLine().getErr().println("removed " + gone));
    }
    return verifier.verify();
  }

  private void print(Verification verification) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      output.print(out, verification, List.of());
      return;
    }
    verification.findings().forEach(finding -> out.println(line(finding)));
    out.println(
        "%d files read, %d findings"
            .formatted(verification.filesRead(), verification.findings().size()));
  }

  private static String line(Finding finding) {
    return finding.place() + ": " + finding.text() + "\n        " + finding.remedy();
  }
}
