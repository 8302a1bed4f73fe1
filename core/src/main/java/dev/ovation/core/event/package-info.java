/** News for the people concerned: what happened to their intents, payments and withdrawals. */
@NullMarked
package dev.ovation.core.event;

import org.jspecify.annotations.NullMarked;
