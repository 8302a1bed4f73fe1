/** Proof that the books are right: documents, cache and chain compared to the last wei. */
@NullMarked
package dev.ovation.core.reconcile;

import org.jspecify.annotations.NullMarked;
