/**
 * The transport of MTProto: connections, key exchange, encryption, sessions, and the protocol's own
 * messages. It passes requests to a handler as bytes. It may import {@code tl} alone.
 */
package dev.tgfetcher.emulator.wire;
