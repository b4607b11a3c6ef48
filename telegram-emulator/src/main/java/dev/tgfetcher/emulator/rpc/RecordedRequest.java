package dev.tgfetcher.emulator.rpc;

import dev.tgfetcher.emulator.tl.TlObject;

/**
 * A request as it came in.
 *
 * @param phone the account's digits; empty before the login
 */
public record RecordedRequest(String phone, String method, TlObject body) {}
