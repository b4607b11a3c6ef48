/** HTTP for the console: requests within limits, responses with the headers of a safe page. */
package dev.tgfetcher.cli.console.http;
