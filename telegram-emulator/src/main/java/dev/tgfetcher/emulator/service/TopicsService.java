package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcException;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.Peer;
import dev.tgfetcher.emulator.world.VisibleHistory;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Serves the topics of forums. A topic begins with the service message of its creation. */
public final class TopicsService implements RpcService {
  private static final String CREATION = "forum_topic_created";

  private final TlSchema schema = TlSchema.telegram();
  private final World world;
  private final PeerResolver peers;

  public TopicsService(World world) {
    this.world = world;
    this.peers = new PeerResolver(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("messages.getForumTopicsByID", this::byId);
    dispatcher.serve("messages.getForumTopics", this::all);
  }

  private TlObject byId(RpcCall call) {
    return answer(call, forum(call), call.request().list("topics"));
  }

  /** All topics are on the first page, newest first. */
  private TlObject all(RpcCall call) {
    Chat forum = forum(call);
    VisibleHistory history = forum.historyFor(call.account());
    List<Integer> ids = new ArrayList<>();
    boolean firstPage = call.request().integer("offset_topic") == 0;
    int newest = firstPage ? history.below(Integer.MAX_VALUE) : 0;
    for (int id = newest; id != 0; id = history.below(id)) {
      if (isTopic(history, id)) {
        ids.add(id);
      }
    }
    return answer(call, forum, ids);
  }

  private Chat forum(RpcCall call) {
    Chat chat = peers.chat(call.request().object("peer"), call);
    if (!chat.isForum()) {
      throw RpcException.badRequest("CHANNEL_FORUM_MISSING");
    }
    return chat;
  }

  private TlObject answer(RpcCall call, Chat forum, List<Integer> ids) {
    VisibleHistory history = forum.historyFor(call.account());
    ReferencedPeers referencedPeers = new ReferencedPeers(world, call.account());
    MessageView view = new MessageView(forum, referencedPeers);
    List<TlObject> topics = new ArrayList<>();
    List<TlObject> messages = new ArrayList<>();
    for (int id : ids) {
      if (!isTopic(history, id)) {
        topics.add(schema.make("forumTopicDeleted").set("id", id));
        continue;
      }
      Message creation = Objects.requireNonNull(history.find(id));
      int last = Math.max(id, history.thread(id).below(Integer.MAX_VALUE));
      topics.add(topic(forum, creation, last));
      Message newest = history.find(last);
      if (newest != null) {
        messages.add(view.of(newest));
      }
    }
    return referencedPeers.addTo(
        schema
            .make("messages.forumTopics")
            .set("count", topics.size())
            .set("topics", topics)
            .set("messages", messages)
            .set("pts", Pts.of(forum)));
  }

  private TlObject topic(Chat forum, Message creation, int last) {
    Peer creator = creation.sender() == null ? forum.peer() : creation.sender();
    return schema
        .make("forumTopic")
        .set("id", creation.id())
        .set("date", creation.epochSecond())
        .set("peer", forum.peer().tl())
        .set("title", Objects.requireNonNull(creation.action()).tl().string("title"))
        .set("icon_color", 0x6fb9f0)
        .set("top_message", last)
        .set("read_inbox_max_id", last)
        .set("read_outbox_max_id", last)
        .set("unread_count", 0)
        .set("unread_mentions_count", 0)
        .set("unread_reactions_count", 0)
        .set("unread_poll_votes_count", 0)
        .set("from_id", creator.tl())
        .set("notify_settings", schema.make("peerNotifySettings"));
  }

  private static boolean isTopic(VisibleHistory history, int id) {
    Message message = history.find(id);
    return message != null && message.action() != null && message.action().type().equals(CREATION);
  }
}
