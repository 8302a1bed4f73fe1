/**
 * Claps and gifts on their way to the chain: durable before their transaction is sent, never lost and never doubled.
 */
@NullMarked
package dev.ovation.core.intent;

import org.jspecify.annotations.NullMarked;
