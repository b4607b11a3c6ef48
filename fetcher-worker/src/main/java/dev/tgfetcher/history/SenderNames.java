package dev.tgfetcher.history;

import static dev.tgfetcher.telegram.TelegramClient.request;

import dev.tgfetcher.convert.NameLookup;
import dev.tgfetcher.limit.MethodClass;
import dev.tgfetcher.telegram.TdFields;
import dev.tgfetcher.telegram.TelegramException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks up the names of users and chats in TDLib, which gets them with the messages: a look-up
 * sends no request. The last 10,000 names are cached.
 */
public final class SenderNames implements NameLookup {
  public static final String DELETED = "Deleted Account";

  private static final int CACHED = 10_000;

  private final TelegramCalls calls;
  private final Map<Long, Optional<String>> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Optional<String>> eldest) {
          return size() > CACHED;
        }
      };

  public SenderNames(TelegramCalls calls) {
    this.calls = calls;
  }

  @Override
  public @Nullable String nameOf(long id) throws InterruptedException {
    Optional<String> name = cache.get(id);
    if (name == null) {
      name = id > 0 ? user(id) : chat(id);
      cache.put(id, name);
    }
    return name.orElse(null);
  }

  private Optional<String> user(long id) throws InterruptedException {
    return find("getUser", "user_id", id).map(SenderNames::userName);
  }

  private Optional<String> chat(long id) throws InterruptedException {
    return find("getChat", "chat_id", id).map(chat -> TdFields.string(chat, "title"));
  }

  private Optional<JsonNode> find(String request, String idField, long id)
      throws InterruptedException {
    try {
      return Optional.of(calls.call(MethodClass.LOCAL, request(request).put(idField, id)));
    } catch (TelegramException e) {
      return switch (e.type()) {
        case CHAT_NOT_FOUND, ACCESS_DENIED, NOT_FOUND, OTHER -> Optional.empty();
        default -> throw e;
      };
    }
  }

  private static String userName(JsonNode user) {
    String name =
        Stream.of("first_name", "last_name")
            .map(field -> TdFields.string(user, field))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    boolean isDeleted = TdFields.type(user.path("type")).equals("userTypeDeleted");
    return name.isEmpty() && isDeleted ? DELETED : name;
  }
}
