package dev.tgfetcher.emulator.rpc;

import dev.tgfetcher.emulator.tl.TlObject;

/**
 * A received request.
 *
 * @param phone the digits of the account's phone number; empty before the login
 */
public record RecordedRequest(String phone, String method, TlObject body) {}
