package dev.tgfetcher.telegram.tdobject;

import java.util.Map;
import java.util.Set;

/**
 * The int64 fields of answers and updates. The JSON interface writes them as text, and int53 as
 * numbers; a generated class has {@code long} for both. A field that is missing here is written as
 * a number.
 */
final class Int64Fields {

  /** Fields that are int64 in each class that has them. */
  private static final Set<String> EVERYWHERE =
      Set.of(
          "available_amount",
          "background_custom_emoji_id",
          "background_id",
          "balance_amount",
          "bot_verification_icon_custom_emoji_id",
          "chat_instance",
          "chat_photo_id",
          "cloud_project_number",
          "cryptocurrency_amount",
          "custom_emoji_id",
          "custom_emoji_ids",
          "custom_emoji_sticker_set_id",
          "draft_id",
          "effect_id",
          "favicon_custom_emoji_id",
          "form_id",
          "game_id",
          "generation_id",
          "icon_custom_emoji_id",
          "inline_query_id",
          "launch_id",
          "media_album_id",
          "model_custom_emoji_id",
          "new_background_custom_emoji_id",
          "new_profile_background_custom_emoji_id",
          "new_sticker_set_id",
          "notification_sound_id",
          "notification_sound_ids",
          "old_background_custom_emoji_id",
          "old_profile_background_custom_emoji_id",
          "old_sticker_set_id",
          "participant_user_ids",
          "poll_id",
          "profile_background_custom_emoji_id",
          "reaction_effect_ids",
          "regular_gift_id",
          "session_id",
          "set_id",
          "software_icon_custom_emoji_id",
          "sound_id",
          "sticker_effect_ids",
          "sticker_id",
          "sticker_set_id",
          "sticker_set_ids",
          "story_sound_id",
          "symbol_custom_emoji_id",
          "upgraded_gift_id",
          "user_count",
          "web_app_launch_id");

  /** Fields that are int64 in these classes alone. */
  private static final Map<String, Set<String>> IN_CLASSES =
      Map.of(
          "id",
          Set.of(
              "alternativeVideo",
              "background",
              "callServer",
              "chatEvent",
              "chatPhoto",
              "connectedWebsite",
              "game",
              "gift",
              "messageEffect",
              "notificationSound",
              "paymentForm",
              "poll",
              "prepaidGiveaway",
              "profilePhoto",
              "pushReceiverId",
              "session",
              "sticker",
              "stickerSet",
              "stickerSetInfo",
              "updateNewBusinessCallbackQuery",
              "updateNewCallbackQuery",
              "updateNewCustomQuery",
              "updateNewGuestQuery",
              "updateNewInlineCallbackQuery",
              "updateNewInlineQuery",
              "updateNewPreCheckoutQuery",
              "updateNewShippingQuery",
              "upgradedGift",
              "upgradedGiftColors"),
          "query_id",
          Set.of("inputStoryAreaTypeFoundVenue"),
          "order",
          Set.of("chatPosition", "directMessagesChatTopic", "forumTopic", "savedMessagesTopic"),
          "total_amount",
          Set.of("chatRevenueAmount", "gramRevenueStatus"),
          "unique_id",
          Set.of("call", "groupCall", "messageCall", "messageGroupCall"),
          "value",
          Set.of("optionValueInteger"));

  private Int64Fields() {}

  static boolean contain(String type, String field) {
    return EVERYWHERE.contains(field) || IN_CLASSES.getOrDefault(field, Set.of()).contains(type);
  }
}
