/**
 * Who uses the house: an account signs up with a proof of its wallet, and keeps a session that a thief can't renew.
 */
@NullMarked
package dev.ovation.core.account;

import org.jspecify.annotations.NullMarked;
