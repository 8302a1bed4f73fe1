/** Standing authorizations: registered once, drawn on without a new signature, taken back at any time. */
@NullMarked
package dev.ovation.api.delegations;

import org.jspecify.annotations.NullMarked;
