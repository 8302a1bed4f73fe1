/**
 * Screening: by rules of the house's own, or by an outside service. A question about one id always has one answer.
 */
@NullMarked
package dev.ovation.runtime.aml;

import org.jspecify.annotations.NullMarked;
