/**
 * The end of an epoch: approved intents are settled and their creators are paid out, each exactly once.
 */
@NullMarked
package dev.ovation.core.settlement;

import org.jspecify.annotations.NullMarked;
