package dev.tgfetcher.telegram.tdobject;

/**
 * An answer or update of TDLib's native client.
 *
 * @param requestId of the request that it answers; 0 for an update
 */
public record ReceivedObject(int clientId, long requestId, Object object) {}
