/**
 * The archive: one JSON file for each chat and UTC day. A day's file is whole at any time.
 *
 * <ol>
 *   <li>A worker collects the day's messages in a {@code spool.DaySpool} on its local disk.
 *   <li>{@link dev.tgfetcher.archive.ArchiveStore#write} turns the spool into the day's file. The
 *       former file becomes a revision.
 *   <li>{@code progress.ArchiveProgress} records the day for people and for older schedulers.
 *   <li>{@code listing}, {@code change} and {@code verify} read the files again.
 * </ol>
 *
 * <p>This package holds the store and a day's file. It may import {@code archive.spool}, {@code
 * file} and the schema. The packages {@code progress}, {@code listing}, {@code change} and {@code
 * verify} import this one.
 */
package dev.tgfetcher.archive;
