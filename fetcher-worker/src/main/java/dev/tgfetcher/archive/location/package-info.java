/** Opens an archive where the settings say that it lies. */
package dev.tgfetcher.archive.location;
