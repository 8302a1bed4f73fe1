/**
 * What those who run the house see of the accounts that sign for it, and can do about them: on every server the accounts
 * of its own roles.
 */
@NullMarked
package dev.ovation.runtime.signing;

import org.jspecify.annotations.NullMarked;
