/**
 * The indexes that the embedded MongoDB-protocol server lacks. It keeps unique indexes only, and uses one only for a
 * query that names exactly its fields; everything else walks the whole collection, so that a conditional update by
 * {@code _id} and state costs more with every document. A MongoDB server does none of that.
 */
@NullMarked
package dev.ovation.bench.stack.indexed;

import org.jspecify.annotations.NullMarked;
