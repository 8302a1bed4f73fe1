/**
 * A house for tests: a real server on a real database and a real Redis, over a small chain in memory that keeps the
 * contracts' rules where the API can notice them.
 */
@NullMarked
package dev.ovation.api.testing;

import org.jspecify.annotations.NullMarked;
