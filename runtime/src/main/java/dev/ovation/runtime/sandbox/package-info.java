/**
 * A payment gateway for development: it opens checkouts, pays out, and reports by signed webhooks until they are heard.
 * No money moves.
 */
@NullMarked
package dev.ovation.runtime.sandbox;

import org.jspecify.annotations.NullMarked;
