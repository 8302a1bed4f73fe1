/**
 * The embedded MongoDB-protocol server's files, for development and tests only. Its library is an optional dependency:
 * whoever starts the server brings it, the production servers never load this package.
 */
@NullMarked
package dev.ovation.store.embedded;

import org.jspecify.annotations.NullMarked;
