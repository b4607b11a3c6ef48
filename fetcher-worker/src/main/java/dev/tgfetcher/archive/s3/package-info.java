/**
 * The archive in a bucket of S3, or of a store with its interface. Only this package uses the SDK
 * of AWS.
 *
 * <ol>
 *   <li>{@code Bucket} sends the requests, and turns refusals into {@code StorageException}.
 *   <li>{@code S3Days} reads days, by listings and by the metadata of objects.
 *   <li>{@code S3DayReplacement} writes a day, on condition that no other writer was faster.
 *   <li>{@code S3Progress} keeps the progress; {@code S3Check} checks the store at the start.
 * </ol>
 */
package dev.tgfetcher.archive.s3;
