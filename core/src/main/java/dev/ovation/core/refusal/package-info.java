/**
 * How the domain says no: one stable code for each thing that a client can do wrong.
 */
@NullMarked
package dev.ovation.core.refusal;

import org.jspecify.annotations.NullMarked;
