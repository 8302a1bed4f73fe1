/**
 * Interest in the read model: computed at every moment, materialised on-chain only where asked.
 */
@NullMarked
package dev.ovation.core.accrual;

import org.jspecify.annotations.NullMarked;
