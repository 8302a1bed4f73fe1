/** Fiat comes in: payments are opened here, and their gateways report here. */
@NullMarked
package dev.ovation.api.payments;

import org.jspecify.annotations.NullMarked;
