/** What content and creators were given, read from the same ledger that moves the money. */
@NullMarked
package dev.ovation.api.content;

import org.jspecify.annotations.NullMarked;
