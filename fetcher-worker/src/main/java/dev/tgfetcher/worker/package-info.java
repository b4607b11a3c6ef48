/**
 * The life cycle of a worker: {@code Launcher} connects the parts, starts their threads and stops
 * them. The {@code *Parts} classes build the parts. It may import every other package of this
 * module; only a program's entry point imports it.
 */
package dev.tgfetcher.worker;
