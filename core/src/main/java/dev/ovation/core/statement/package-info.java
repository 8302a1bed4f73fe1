/**
 * What came in, went out and why, told from the same documents that move the money.
 */
@NullMarked
package dev.ovation.core.statement;

import org.jspecify.annotations.NullMarked;
