/**
 * The sessions that a worker owns, and the worker slots that handle commands with them. It also has
 * the circuit breakers of Telegram and Redis. It may import {@code telegram}, {@code limit}, {@code
 * fetch}, {@code queue}, {@code upkeep} and their imports, but not {@code worker}.
 */
package dev.tgfetcher.session;
