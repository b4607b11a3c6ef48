/** The main job on one machine: own Redis, own Telegram, two workers, and a look at the result. */
package dev.tgfetcher.cli.demo;
