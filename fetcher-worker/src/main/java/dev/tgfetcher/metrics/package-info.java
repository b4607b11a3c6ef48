/**
 * What a worker measures, under the names that dashboards and alerts know. Nothing else in the
 * product knows Micrometer: the others tell their listeners what happens.
 */
package dev.tgfetcher.metrics;
