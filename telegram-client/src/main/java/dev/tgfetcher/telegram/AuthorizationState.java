package dev.tgfetcher.telegram;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The step of a login that a client has reached, as TDLib reports it. */
public enum AuthorizationState {
  WAIT_TDLIB_PARAMETERS,
  WAIT_PHONE_NUMBER,
  WAIT_PREMIUM_PURCHASE,
  WAIT_EMAIL_ADDRESS,
  WAIT_EMAIL_CODE,
  WAIT_CODE,
  WAIT_OTHER_DEVICE_CONFIRMATION,
  WAIT_REGISTRATION,
  WAIT_PASSWORD,
  READY,
  LOGGING_OUT,
  CLOSING,
  CLOSED,
  /** A state of a newer TDLib. */
  UNKNOWN;

  private static final Map<String, AuthorizationState> BY_TYPE =
      Map.ofEntries(
          Map.entry("authorizationStateWaitTdlibParameters", WAIT_TDLIB_PARAMETERS),
          Map.entry("authorizationStateWaitPhoneNumber", WAIT_PHONE_NUMBER),
          Map.entry("authorizationStateWaitPremiumPurchase", WAIT_PREMIUM_PURCHASE),
          Map.entry("authorizationStateWaitEmailAddress", WAIT_EMAIL_ADDRESS),
          Map.entry("authorizationStateWaitEmailCode", WAIT_EMAIL_CODE),
          Map.entry("authorizationStateWaitCode", WAIT_CODE),
          Map.entry(
              "authorizationStateWaitOtherDeviceConfirmation", WAIT_OTHER_DEVICE_CONFIRMATION),
          Map.entry("authorizationStateWaitRegistration", WAIT_REGISTRATION),
          Map.entry("authorizationStateWaitPassword", WAIT_PASSWORD),
          Map.entry("authorizationStateReady", READY),
          Map.entry("authorizationStateLoggingOut", LOGGING_OUT),
          Map.entry("authorizationStateClosing", CLOSING),
          Map.entry("authorizationStateClosed", CLOSED));

  /** Returns the state that an update reports; null for an update of another type. */
  public static @Nullable AuthorizationState in(JsonNode update) {
    if (!update.path("@type").asString("").equals("updateAuthorizationState")) {
      return null;
    }
    return of(update.path("authorization_state"));
  }

  public static AuthorizationState of(JsonNode state) {
    return BY_TYPE.getOrDefault(state.path("@type").asString(""), UNKNOWN);
  }
}
