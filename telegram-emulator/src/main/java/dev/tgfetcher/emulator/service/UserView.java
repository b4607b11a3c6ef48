package dev.tgfetcher.emulator.service;

import dev.tgfetcher.emulator.tl.TlObject;
import dev.tgfetcher.emulator.tl.TlSchema;
import dev.tgfetcher.emulator.world.Account;
import dev.tgfetcher.emulator.world.User;
import org.jspecify.annotations.Nullable;

/** The representation of a user for a client. */
final class UserView {
  private UserView() {}

  static TlObject of(User user, Account viewer) {
    boolean self = user.id() == viewer.user().id();
    return TlSchema.telegram()
        .make("user")
        .set("self", self)
        .set("deleted", user.kind() == User.Kind.DELETED)
        .set("bot", user.kind() == User.Kind.BOT)
        .set("bot_info_version", user.kind() == User.Kind.BOT ? 1 : null)
        .set("id", user.id())
        .set("access_hash", AccessHash.of(user.id()))
        .set("first_name", emptyToNull(user.firstName()))
        .set("last_name", emptyToNull(user.lastName()))
        .set("username", user.username())
        .set("phone", self ? viewer.phone() : null);
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
