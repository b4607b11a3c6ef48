package dev.tgfetcher.cli.console.page;

import static dev.tgfetcher.cli.console.page.Html.attr;
import static dev.tgfetcher.cli.console.page.Html.el;
import static dev.tgfetcher.cli.console.page.Html.many;

import dev.tgfetcher.schema.message.ArchivedMessage;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows messages of an archive as text. Names and texts keep their own direction.
 *
 * @param senders the names of senders by their ids
 */
record MessageMarkup(Map<String, String> senders) {
  private static final int MOST_COMMENTS = 50;

  Html item(ArchivedMessage message) {
    return el(
        "li",
        attr("id", "m" + message.id()),
        el(
            "p",
            attr("class", "by"),
            el("bdi", attr("class", "sender"), sender(message)),
            " ",
            el("time", message.date().truncatedTo(ChronoUnit.SECONDS)),
            " ",
            el("a", attr("href", "#m" + message.id()), "#" + message.id()),
            reply(message)),
        forward(message),
        text(message),
        reactions(message),
        comments(message.comments()));
  }

  private String sender(ArchivedMessage message) {
    String id = String.valueOf(message.senderId());
    return senders.getOrDefault(id, id);
  }

  private static Html reply(ArchivedMessage message) {
    Long replied = message.replyToMsgId();
    return replied == null
        ? many()
        : many(" replies to ", el("a", attr("href", "#m" + replied), "#" + replied));
  }

  private static Html forward(ArchivedMessage message) {
    String origin = message.forwardFrom();
    return origin == null
        ? many()
        : el("p", attr("class", "origin"), "Forwarded from ", el("bdi", origin));
  }

  private static Html text(ArchivedMessage message) {
    String text = message.text();
    return many(
        text == null ? many() : el("p", attr("class", "text"), attr("dir", "auto"), text),
        message.media() == null
            ? many()
            : el("p", attr("class", "media"), "[" + message.media().type() + "]"),
        message.service() == null
            ? many()
            : el("p", attr("class", "media"), "[service: " + message.service().type() + "]"));
  }

  private static Html reactions(ArchivedMessage message) {
    String all =
        message.reactions().stream()
            .map(reaction -> reaction.emoji() + " " + Values.number(reaction.count()))
            .collect(Collectors.joining("  "));
    return all.isEmpty() ? many() : el("p", attr("class", "reactions"), all);
  }

  private Html comments(List<ArchivedMessage> comments) {
    if (comments.isEmpty()) {
      return many();
    }
    return el(
        "details",
        el("summary", Values.number(comments.size()) + " comments"),
        el("ol", comments.stream().limit(MOST_COMMENTS).map(this::item).toList()),
        comments.size() > MOST_COMMENTS
            ? el("p", "The JSON has the other " + (comments.size() - MOST_COMMENTS) + ".")
            : many());
  }
}
