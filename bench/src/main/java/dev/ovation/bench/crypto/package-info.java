/** What it costs to verify a fan's signature. */
@NullMarked
package dev.ovation.bench.crypto;

import org.jspecify.annotations.NullMarked;
