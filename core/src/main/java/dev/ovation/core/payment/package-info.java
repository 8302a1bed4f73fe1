/**
 * Fiat that a gateway reports turns into TK exactly once.
 */
@NullMarked
package dev.ovation.core.payment;

import org.jspecify.annotations.NullMarked;
