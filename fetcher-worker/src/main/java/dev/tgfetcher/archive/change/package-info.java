/** What differs between the revisions of a day. */
package dev.tgfetcher.archive.change;
