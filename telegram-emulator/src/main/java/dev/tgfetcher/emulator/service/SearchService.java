package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.rpc.Dispatcher;
import dev.tgfetcher.emulator.rpc.RpcCall;
import dev.tgfetcher.emulator.rpc.RpcService;
import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.world.Chat;
import dev.tgfetcher.emulator.world.Message;
import dev.tgfetcher.emulator.world.MessageSequence;
import dev.tgfetcher.emulator.world.VisibleHistory;
import dev.tgfetcher.emulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds messages of one chat by text, thread, span of time, or kind. It reads every message, so it
 * is slow for chats of a million.
 */
public final class SearchService implements RpcService {
  private static final Map<String, String> KINDS =
      Map.of(
          "inputMessagesFilterPhotos", "photo",
          "inputMessagesFilterVideo", "video",
          "inputMessagesFilterDocument", "document",
          "inputMessagesFilterVoice", "voice_note",
          "inputMessagesFilterMusic", "audio",
          "inputMessagesFilterGif", "animation",
          "inputMessagesFilterRoundVideo", "video_note");

  private final PeerResolver peers;
  private final ResponseFactory responses;

  public SearchService(World world) {
    this.peers = new PeerResolver(world);
    this.responses = new ResponseFactory(world);
  }

  @Override
  public void register(Dispatcher dispatcher) {
    dispatcher.serve("messages.search", this::search);
  }

  private TlObject search(RpcCall call) {
    TlObject request = call.request();
    Chat chat = peers.chat(request.object("peer"), call);
    VisibleHistory history = chat.historyFor(call.account());
    MessageSequence messages =
        request.has("top_msg_id")
            ? history.thread(request.integer("top_msg_id"))
            : history.realMessages();
    List<Integer> found = new ArrayList<>();
    for (int id = messages.below(Integer.MAX_VALUE); id != 0; id = messages.below(id)) {
      if (matches(request, Objects.requireNonNull(history.find(id)))) {
        found.add(id);
      }
    }
    return responses.page(call, chat, page(request, found), found.size());
  }

  private static List<Integer> page(TlObject request, List<Integer> found) {
    int offset = request.integer("offset_id");
    return found.stream()
        .filter(id -> offset == 0 || id < offset)
        .skip(Math.max(0, request.integer("add_offset")))
        .limit(request.integer("limit"))
        .toList();
  }

  private static boolean matches(TlObject request, Message message) {
    int minDate = request.integer("min_date");
    int maxDate = request.integer("max_date");
    return message.text().contains(request.string("q"))
        && message.epochSecond() >= minDate
        && (maxDate == 0 || message.epochSecond() < maxDate)
        && isOfKind(request.object("filter").name(), message);
  }

  private static boolean isOfKind(String filter, Message message) {
    if (filter.equals("inputMessagesFilterEmpty")) {
      return true;
    }
    if (filter.equals("inputMessagesFilterPinned")) {
      return message.pinned();
    }
    return message.media() != null && message.media().type().equals(KINDS.get(filter));
  }
}
