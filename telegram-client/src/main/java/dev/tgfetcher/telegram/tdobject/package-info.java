/**
 * A binding of TDLib's native client, which exchanges objects of generated classes: JSON becomes an
 * object and an object becomes JSON by reflection. The package knows no generated class, so it
 * needs no library to compile. It imports {@code tdjson}.
 */
package dev.tgfetcher.telegram.tdobject;
