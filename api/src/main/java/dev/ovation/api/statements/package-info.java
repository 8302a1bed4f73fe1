/** What came in, went out and why, as JSON and as CSV. */
@NullMarked
package dev.ovation.api.statements;

import org.jspecify.annotations.NullMarked;
