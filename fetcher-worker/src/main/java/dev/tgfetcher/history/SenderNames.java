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
 * What users and chats are called, by what TDLib was told along with their messages: nothing is
 * sent for it. The names asked for last are remembered.
 */
public final class SenderNames implements NameLookup {
  public static final String DELETED = "Deleted Account";

  private static final int REMEMBERED = 10_000;

  private final TelegramCalls calls;
  private final Map<Long, Optional<String>> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Optional<String>> eldest) {
          return size() > REMEMBERED;
        }
      };

  public SenderNames(TelegramCalls calls) {
    this.calls = calls;
  }

  @Override
  public @Nullable String nameOf(long id) throws InterruptedException {
    Optional<String> name = remembered.get(id);
    if (name == null) {
      name = id > 0 ? user(id) : chat(id);
      remembered.put(id, name);
    }
    return name.orElse(null);
  }

  private Optional<String> user(long id) throws InterruptedException {
    return ask("getUser", "user_id", id).map(SenderNames::userName);
  }

  private Optional<String> chat(long id) throws InterruptedException {
    return ask("getChat", "chat_id", id).map(chat -> TdFields.string(chat, "title"));
  }

  private Optional<JsonNode> ask(String request, String idField, long id)
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
