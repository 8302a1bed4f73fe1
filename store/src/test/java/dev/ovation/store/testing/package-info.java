/** Real servers for tests: MongoDB's protocol and Redis, each on a port of its own, gone with the test's process. */
@NullMarked
package dev.ovation.store.testing;

import org.jspecify.annotations.NullMarked;
