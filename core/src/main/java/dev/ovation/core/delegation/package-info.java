/**
 * What a fan signed: an authorization lets the RevenueController, and nobody else, take up to a cap of one token for creators.
 */
@NullMarked
package dev.ovation.core.delegation;

import org.jspecify.annotations.NullMarked;
