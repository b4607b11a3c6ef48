/** Decides which commands run: pauses, the list of low priority, and cancelled commands. */
@NullMarked
package dev.tgfetcher.steering;

import org.jspecify.annotations.NullMarked;
