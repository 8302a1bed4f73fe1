/**
 * The end of an epoch at three sizes: approved intents are settled and their creators paid by the product's own use
 * case and adapters, on a real chain; whether its cost grows no faster than the number of intents.
 */
@NullMarked
package dev.ovation.bench.settle;

import org.jspecify.annotations.NullMarked;
