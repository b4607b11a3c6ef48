package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.ServiceAction;
import dev.tgfetcher.telegram.TdFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts service messages, which Telegram itself wrote, with all fields of their type. */
final class ServiceActionConverter {
  private static final Set<String> CLASSES =
      Set.of(
          "messageBasicGroupChatCreate",
          "messageBotWriteAccessAllowed",
          "messageCall",
          "messageChatAddMembers",
          "messageChatAddedToCommunity",
          "messageChatBoost",
          "messageChatChangePhoto",
          "messageChatChangeTitle",
          "messageChatDeleteMember",
          "messageChatDeletePhoto",
          "messageChatHasProtectedContentDisableRequested",
          "messageChatHasProtectedContentToggled",
          "messageChatJoinByLink",
          "messageChatJoinByRequest",
          "messageChatOwnerChanged",
          "messageChatOwnerLeft",
          "messageChatRemovedFromCommunity",
          "messageChatSetBackground",
          "messageChatSetMessageAutoDeleteTime",
          "messageChatSetTheme",
          "messageChatShared",
          "messageChatUpgradeFrom",
          "messageChatUpgradeTo",
          "messageChecklistTasksAdded",
          "messageChecklistTasksDone",
          "messageContactRegistered",
          "messageCustomServiceAction",
          "messageDirectMessagePriceChanged",
          "messageForumTopicCreated",
          "messageForumTopicEdited",
          "messageForumTopicIsClosedToggled",
          "messageForumTopicIsHiddenToggled",
          "messageGameScore",
          "messageGift",
          "messageGiftedPremium",
          "messageGiftedStars",
          "messageGiftedTon",
          "messageGiveawayCompleted",
          "messageGiveawayCreated",
          "messageGiveawayPrizeStars",
          "messageGroupCall",
          "messageInviteVideoChatParticipants",
          "messageManagedBotCreated",
          "messagePaidMessagePriceChanged",
          "messagePaidMessagesRefunded",
          "messagePassportDataReceived",
          "messagePassportDataSent",
          "messagePaymentRefunded",
          "messagePaymentSuccessful",
          "messagePaymentSuccessfulBot",
          "messagePinMessage",
          "messagePollOptionAdded",
          "messagePollOptionDeleted",
          "messagePremiumGiftCode",
          "messageProximityAlertTriggered",
          "messageRefundedUpgradedGift",
          "messageScreenshotTaken",
          "messageSuggestBirthdate",
          "messageSuggestProfilePhoto",
          "messageSuggestedPostApprovalFailed",
          "messageSuggestedPostApproved",
          "messageSuggestedPostDeclined",
          "messageSuggestedPostPaid",
          "messageSuggestedPostRefunded",
          "messageSupergroupChatCreate",
          "messageUpgradedGift",
          "messageUpgradedGiftPurchaseOffer",
          "messageUpgradedGiftPurchaseOfferRejected",
          "messageUsersShared",
          "messageVideoChatEnded",
          "messageVideoChatScheduled",
          "messageVideoChatStarted",
          "messageWebAppDataReceived",
          "messageWebAppDataSent");

  private static final Set<String> RESERVED_NAMES = Set.of("type", "details");

  private ServiceActionConverter() {}

  /** The action of a service message; null when a user wrote the message. */
  static @Nullable ServiceAction of(JsonNode content) {
    return CLASSES.contains(TdFields.type(content))
        ? new ServiceAction(
            TypeName.of(content, "message"), PlainFields.of(content, RESERVED_NAMES))
        : null;
  }
}
