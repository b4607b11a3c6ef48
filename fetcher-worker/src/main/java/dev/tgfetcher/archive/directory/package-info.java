/** The archive in a directory, which several processes and hosts may share. */
package dev.tgfetcher.archive.directory;
