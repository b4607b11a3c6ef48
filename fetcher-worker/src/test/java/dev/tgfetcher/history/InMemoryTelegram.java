package dev.tgfetcher.history;

import static dev.tgfetcher.history.TdMessages.json;

import dev.tgfetcher.telegram.Subscription;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramClient;
import dev.tgfetcher.telegram.TelegramError;
import dev.tgfetcher.telegram.TelegramException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A TDLib client over chats in memory. It behaves like TDLib where reading is hard: the first page
 * of a history is short, the page of the anchor lacks the anchor, reactions are hidden until the
 * full info is loaded, and a chat that is not joined shows its newest messages only while it is
 * open.
 */
public final class InMemoryTelegram implements TelegramClient {
  private static final int SEARCH_PAGE = 100;

  private final Map<Long, InMemoryChat> chats = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Map<String, Map<Integer, TelegramError>> refusals = new TreeMap<>();
  private final Set<Long> fullyLoaded = new HashSet<>();
  private final Set<Long> historyRead = new HashSet<>();

  /** The user id of the account. */
  public static final long ACCOUNT = 4711;

  public int pageLimit = 100;
  public boolean ordersPagesBackwards;
  public boolean searchIsEmpty;

  /** The highest reply count that a thread shows. */
  public int maxReplyCount = Integer.MAX_VALUE;

  /** The supergroups to which basic groups were upgraded, by the ids of the basic groups. */
  public final Map<Long, InMemoryChat> upgrades = new TreeMap<>();

  /** Ids of messages that a search leaves out. */
  public final Set<Long> unsearchable = new HashSet<>();

  public InMemoryChat channel(String username) {
    return add(new InMemoryChat(username, 100 + chats.size(), true));
  }

  public InMemoryChat supergroup(String username) {
    return add(new InMemoryChat(username, 100 + chats.size(), false));
  }

  private InMemoryChat add(InMemoryChat chat) {
    chats.put(chat.id, chat);
    return chat;
  }

  /** Refuses the nth request of a type from now on, counted from 1. */
  public void refuse(String type, int nth, int code, String message) {
    refusals
        .computeIfAbsent(type, key -> new TreeMap<>())
        .put(nth + count(type), TelegramError.of(code, message));
  }

  public synchronized int count(String type) {
    return (int) requests.stream().filter(type::equals).count();
  }

  List<String> requests() {
    return requests;
  }

  @Override
  public synchronized CompletableFuture<JsonNode> send(ObjectNode request) {
    String type = request.path("@type").asString();
    requests.add(recorded(type, request));
    try {
      TelegramError refusal = refusals.getOrDefault(type, Map.of()).get(count(type));
      if (refusal != null) {
        throw new TelegramException(refusal);
      }
      return CompletableFuture.completedFuture(respond(type, request));
    } catch (TelegramException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * A search for the newest messages of a chat has a name of its own, as a look into the memory.
   */
  private static String recorded(String type, ObjectNode request) {
    if (request.path("only_local").asBoolean(false)) {
      return type + " in memory";
    }
    boolean isForNewest =
        type.equals("searchChatMessages") && request.path("limit").asInt() < SEARCH_PAGE;
    return isForNewest ? "searchChatMessages of the newest" : type;
  }

  private JsonNode respond(String type, ObjectNode request) {
    return switch (type) {
      case "searchPublicChat" -> describe(named(request.path("username").asString()));
      case "getMe" -> json("{'@type':'user','id':" + ACCOUNT + "}");
      case "createPrivateChat" -> privateChat(request);
      case "getChat" -> describe(chat(request));
      case "getBasicGroup" -> basicGroup(request.path("basic_group_id").asLong());
      case "getSupergroup" -> supergroup(request);
      case "getSupergroupFullInfo" -> fullInfo(request);
      case "getUser" ->
          json(
              "{'@type':'user','first_name':'User','last_name':'"
                  + request.path("user_id").asLong()
                  + "','type':{'@type':'userTypeRegular'}}");
      case "openChat" -> open(chat(request), true);
      case "closeChat" -> open(chat(request), false);
      case "getChatMessageByDate" -> byDate(readable(request), request.path("date").asLong());
      case "getOption" -> json("{'@type':'optionValueEmpty'}");
      case "loadChats" -> throw refused(404, "Not Found");
      case "getMessage" -> message(readable(request), request.path("message_id").asLong());
      case "getMessages" -> byIds(readable(request), request.path("message_ids"));
      case "getChatHistory" ->
          request.path("only_local").asBoolean(false)
              ? json("{'@type':'messages','messages':[]}")
              : history(readable(request), request);
      case "searchChatMessages" -> search(readable(request), request);
      case "getMessageThread" -> thread(chat(request), request.path("message_id").asLong());
      case "getMessageThreadHistory" -> threadHistory(readable(request), request);
      default -> throw refused(400, "no such method: " + type);
    };
  }

  private JsonNode basicGroup(long id) {
    InMemoryChat supergroup = upgrades.get(id);
    if (supergroup == null) {
      throw refused(400, "Group not found");
    }
    return json(
        "{'@type':'basicGroup','upgraded_to_supergroup_id':" + supergroup.supergroupId + "}");
  }

  private InMemoryChat named(String username) {
    return chats.values().stream()
        .filter(chat -> chat.username.equalsIgnoreCase(username))
        .findFirst()
        .orElseThrow(() -> refused(400, "USERNAME_NOT_OCCUPIED"));
  }

  private static JsonNode privateChat(JsonNode request) {
    if (request.path("user_id").asLong() != ACCOUNT) {
      throw refused(400, "User not found");
    }
    return json(
        "{'@type':'chat','id':"
            + ACCOUNT
            + ",'title':'Saved Messages','type':{'@type':'chatTypePrivate','user_id':"
            + ACCOUNT
            + "}}");
  }

  private InMemoryChat chat(JsonNode request) {
    InMemoryChat chat = chats.get(request.path("chat_id").asLong());
    if (chat == null) {
      throw refused(400, "Chat not found");
    }
    return chat;
  }

  private InMemoryChat readable(JsonNode request) {
    InMemoryChat chat = chat(request);
    if (chat.isPrivate) {
      throw refused(400, "Can't access the chat");
    }
    return chat;
  }

  private static TelegramException refused(int code, String message) {
    return new TelegramException(TelegramError.of(code, message));
  }

  private static JsonNode describe(InMemoryChat chat) {
    return json(
        "{'@type':'chat','id':"
            + chat.id
            + ",'title':'Title of "
            + chat.username
            + "','type':{'@type':'chatTypeSupergroup','supergroup_id':"
            + chat.supergroupId
            + ",'is_channel':"
            + chat.isChannel
            + "},'available_reactions':{'@type':'chatAvailableReactions"
            + (chat.showsReactions ? "All" : "Some")
            + "'}}");
  }

  private InMemoryChat bySupergroup(JsonNode request) {
    long id = request.path("supergroup_id").asLong();
    return chats.values().stream().filter(c -> c.supergroupId == id).findFirst().orElseThrow();
  }

  private JsonNode supergroup(JsonNode request) {
    InMemoryChat chat = bySupergroup(request);
    return json(
        "{'@type':'supergroup','status':{'@type':'chatMemberStatus"
            + (chat.joined ? "Member" : "Left")
            + "'},'usernames':{'@type':'usernames','active_usernames':["
            + (chat.username.isEmpty() ? "" : "'" + chat.username + "'")
            + "]}}");
  }

  private JsonNode fullInfo(JsonNode request) {
    InMemoryChat chat = bySupergroup(request);
    if (chat.isPrivate) {
      throw refused(400, "CHANNEL_PRIVATE");
    }
    fullyLoaded.add(chat.id);
    return json(
        "{'@type':'supergroupFullInfo','linked_chat_id':"
            + (chat.linked == null ? 0 : chat.linked.id)
            + "}");
  }

  private JsonNode open(InMemoryChat chat, boolean isOpen) {
    chat.isOpen = isOpen;
    chat.newestKnown = isOpen ? Long.MAX_VALUE : chat.newestKnown;
    return json("{'@type':'ok'}");
  }

  private JsonNode byDate(InMemoryChat chat, long date) {
    return chat.known().values().stream()
        .filter(message -> message.path("date").asLong() <= date)
        .reduce((older, newer) -> newer)
        .map(message -> shown(chat, message))
        .orElseThrow(() -> refused(404, "Not Found"));
  }

  private JsonNode message(InMemoryChat chat, long id) {
    if (!chat.messages.containsKey(id)) {
      throw refused(404, "Not Found");
    }
    return shown(chat, chat.messages.get(id));
  }

  private JsonNode byIds(InMemoryChat chat, JsonNode ids) {
    ObjectNode found = JsonMapper.shared().createObjectNode().put("@type", "messages");
    ArrayNode messages = found.putArray("messages");
    for (JsonNode id : ids) {
      ObjectNode message = chat.messages.get(id.asLong());
      messages.add(message == null ? NullNode.getInstance() : shown(chat, message));
    }
    return found;
  }

  private JsonNode history(InMemoryChat chat, JsonNode request) {
    int limit = historyRead.add(chat.id) ? 1 : Math.min(pageLimit, request.path("limit").asInt());
    return page(chat, "messages", request, chat.known(), limit);
  }

  private JsonNode search(InMemoryChat chat, JsonNode request) {
    if (searchIsEmpty) {
      return JsonMapper.shared().createObjectNode().put("@type", "foundChatMessages");
    }
    Map<Long, ObjectNode> searchable = new TreeMap<>(chat.messages);
    searchable.keySet().removeAll(unsearchable);
    ObjectNode page =
        page(chat, "foundChatMessages", request, searchable, request.path("limit").asInt());
    ArrayNode messages = (ArrayNode) page.path("messages");
    long last = messages.isEmpty() ? 0 : messages.get(messages.size() - 1).path("id").asLong();
    return page.put("next_from_message_id", last);
  }

  private ObjectNode page(
      InMemoryChat chat,
      String type,
      JsonNode request,
      Map<Long, ObjectNode> ascending,
      int limit) {
    long from = request.path("from_message_id").asLong();
    int newer = -request.path("offset").asInt() - 1;
    if (newer >= 0) {
      from =
          ascending.keySet().stream().filter(above(from)).limit(newer).reduce(from, Long::max) + 1;
    }
    ObjectNode page = JsonMapper.shared().createObjectNode().put("@type", type);
    ArrayNode messages = page.putArray("messages");
    InMemoryChat.below(ascending.values(), from == 0 ? Long.MAX_VALUE : from, limit)
        .forEach(
            message ->
                messages.insert(ordersPagesBackwards ? 0 : messages.size(), shown(chat, message)));
    return page;
  }

  private static Predicate<Long> above(long id) {
    return other -> other > id;
  }

  private JsonNode shown(InMemoryChat chat, JsonNode message) {
    ObjectNode shown = (ObjectNode) message.deepCopy();
    if (!fullyLoaded.contains(chat.id) && shown.has("interaction_info")) {
      ((ObjectNode) shown.path("interaction_info")).remove("reactions");
    }
    return shown;
  }

  private JsonNode thread(InMemoryChat channel, long postId) {
    if (channel.linked == null || channel.linked.isPrivate) {
      throw refused(400, "Message has no comments");
    }
    InMemoryChat group = channel.linked;
    long root =
        group
            .rootOf(channel, TdFields.serverId(postId))
            .orElseThrow(() -> refused(400, "Message has no thread"));
    return json(
        "{'@type':'messageThreadInfo','chat_id':"
            + group.id
            + ",'message_thread_id':"
            + root
            + ",'reply_info':{'@type':'messageReplyInfo','reply_count':"
            + Math.min(maxReplyCount, group.thread(root).size())
            + "}}");
  }

  private JsonNode threadHistory(InMemoryChat group, JsonNode request) {
    Map<Long, ObjectNode> thread = new TreeMap<>();
    group
        .thread(request.path("message_id").asLong())
        .forEach(message -> thread.put(message.path("id").asLong(), message));
    return page(group, "messages", request, thread, request.path("limit").asInt());
  }

  @Override
  public Subscription onUpdate(Consumer<JsonNode> listener) {
    return () -> {};
  }

  @Override
  public void close() {}
}
