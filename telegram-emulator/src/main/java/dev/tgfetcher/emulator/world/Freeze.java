package dev.tgfetcher.emulator.world;

/**
 * The restriction of an account that can read little until an appeal succeeds.
 *
 * @param since the begin of the freeze, in seconds since 1970
 * @param until the time when the account is deleted, in seconds since 1970
 * @param appealUrl the link to an appeal
 */
public record Freeze(int since, int until, String appealUrl) {}
