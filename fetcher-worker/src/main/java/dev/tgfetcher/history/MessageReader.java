package dev.tgfetcher.history;

import dev.tgfetcher.convert.MessageConverter;
import dev.tgfetcher.convert.NameLookup;
import dev.tgfetcher.convert.Reactors;
import dev.tgfetcher.schema.message.ArchivedMessage;
import tools.jackson.databind.JsonNode;

/**
 * Turns TDLib's messages into archived messages. It requests the rest of a partial rich message,
 * and who reacted if that is wanted.
 */
public final class MessageReader {
  private final MessageConverter converter;
  private final RichMessageReader richMessages;
  private final ReactorReader reactors;
  private final boolean withReactors;

  public MessageReader(TelegramCalls calls, NameLookup names, boolean withReactors) {
    this.converter = new MessageConverter(names);
    this.richMessages = new RichMessageReader(calls);
    this.reactors = new ReactorReader(calls);
    this.withReactors = withReactors;
  }

  public ArchivedMessage read(JsonNode message) throws InterruptedException {
    JsonNode whole = richMessages.read(message);
    return converter.convert(whole, withReactors ? reactors.read(whole) : Reactors.UNKNOWN);
  }
}
