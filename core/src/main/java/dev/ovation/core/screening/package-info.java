/**
 * The AML decision on an intent, payment or withdrawal: clear, hold (a person decides) or reject.
 */
@NullMarked
package dev.ovation.core.screening;

import org.jspecify.annotations.NullMarked;
