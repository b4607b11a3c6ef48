package dev.tgfetcher.convert;

import dev.tgfetcher.schema.message.ServiceAction;
import dev.tgfetcher.telegram.TdFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Messages that Telegram itself wrote: archived by type, with all arguments of that type. */
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

  private static final Set<String> OWN_NAMES = Set.of("type", "details");

  private ServiceActionConverter() {}

  /** Null when somebody wrote the message. */
  static @Nullable ServiceAction of(JsonNode content) {
    return CLASSES.contains(TdFields.type(content))
        ? new ServiceAction(TypeName.of(content, "message"), PlainFields.of(content, OWN_NAMES))
        : null;
  }
}
