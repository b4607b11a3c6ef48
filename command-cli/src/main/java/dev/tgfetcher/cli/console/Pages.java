package dev.tgfetcher.cli.console;

import dev.tgfetcher.archive.StoredDays;
import dev.tgfetcher.cli.console.action.ConsoleJobs;
import dev.tgfetcher.cli.console.page.ArchiveDayPage;
import dev.tgfetcher.cli.console.page.ArchivePages;
import dev.tgfetcher.cli.console.page.AuditPage;
import dev.tgfetcher.cli.console.page.CommandPage;
import dev.tgfetcher.cli.console.page.DeadLetterPage;
import dev.tgfetcher.cli.console.page.DeadLettersPage;
import dev.tgfetcher.cli.console.page.Layout;
import dev.tgfetcher.cli.console.page.ListPages;
import dev.tgfetcher.cli.console.page.OverviewPage;
import dev.tgfetcher.cli.console.page.WorkersPage;
import dev.tgfetcher.cli.console.run.ConsoleReader;
import dev.tgfetcher.cli.console.run.ReadCache;

/** The pages and documents of the console. */
record Pages(
    Layout layout,
    OverviewPage overview,
    DeadLettersPage deadLetters,
    DeadLetterPage deadLetter,
    CommandPage command,
    WorkersPage workers,
    ListPages lists,
    AuditPage audit,
    ArchivePages archive,
    ArchiveDayPage archivedDay,
    ArchiveFiles files,
    JsonApi api,
    Changes changes) {
  static Pages of(ConsoleReader reader, StoredDays days, ReadCache cache, ConsoleJobs jobs) {
    Layout layout = new Layout(Assets.htmxIntegrity());
    return new Pages(
        layout,
        new OverviewPage(layout, reader),
        new DeadLettersPage(layout, reader),
        new DeadLetterPage(layout, reader),
        new CommandPage(layout, reader),
        new WorkersPage(layout, reader),
        new ListPages(layout, reader),
        new AuditPage(layout, reader),
        new ArchivePages(layout, days, cache),
        new ArchiveDayPage(layout, days),
        new ArchiveFiles(days),
        new JsonApi(reader),
        Changes.of(layout, reader, jobs));
  }
}
