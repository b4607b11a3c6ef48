package dev.tgfetcher.fetch;

import dev.tgfetcher.schema.ArchivedMessage;
import tools.jackson.databind.JsonNode;

/** Turns messages into those of the archive, having asked who reacted if that is wanted. */
final class MessageReading {
  private final MessageConverter converter;
  private final ReactorReader reactors;
  private final boolean withReactors;

  MessageReading(TelegramCalls calls, NameLookup names, boolean withReactors) {
    this.converter = new MessageConverter(names);
    this.reactors = new ReactorReader(calls);
    this.withReactors = withReactors;
  }

  ArchivedMessage read(JsonNode message) throws InterruptedException {
    return converter.convert(message, withReactors ? reactors.read(message) : Reactors.UNKNOWN);
  }
}
