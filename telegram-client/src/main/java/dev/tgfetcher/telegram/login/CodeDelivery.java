package dev.tgfetcher.telegram.login;

import tools.jackson.databind.JsonNode;

/** Describes the place to which Telegram has sent a login code. */
final class CodeDelivery {
  private CodeDelivery() {}

  static String describe(JsonNode authenticationCodeType) {
    String type = authenticationCodeType.path("@type").asString("");
    return switch (type) {
      case "authenticationCodeTypeTelegramMessage" -> "to your other Telegram app";
      case "authenticationCodeTypeSms",
          "authenticationCodeTypeSmsWord",
          "authenticationCodeTypeSmsPhrase" ->
          "by SMS";
      case "authenticationCodeTypeCall" -> "by a phone call";
      case "authenticationCodeTypeFlashCall", "authenticationCodeTypeMissedCall" ->
          "as the last digits of the number that calls you";
      case "authenticationCodeTypeFragment" ->
          "on " + authenticationCodeType.path("url").asString("fragment.com");
      default -> "by Telegram";
    };
  }
}
