/**
 * The metrics of a worker, under the names that dashboards and alerts use. Only this package uses
 * Micrometer; the other packages notify its listeners.
 */
package dev.tgfetcher.metrics;
