package dev.tgfetcher.cli;

import picocli.CommandLine.Command;

@Command(
    name = "orphans",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what dead workers left in hand, and gives it back.",
      "Living workers do that by themselves within half a minute; this is for a fleet that "
          + "has none."
    },
    footer = {"", "Examples:", "  tg-fetcher orphans list", "  tg-fetcher orphans requeue"},
    subcommands = {OrphansListVerb.class, OrphansRequeueVerb.class})
final class OrphansVerb extends VerbGroup {}
