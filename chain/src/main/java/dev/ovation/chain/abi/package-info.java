/**
 * The contract ABI in our own values: calls, results, events and custom errors.
 *
 * <p>Arguments and results are {@link dev.ovation.core.value.Address}, {@link dev.ovation.core.value.Bytes32},
 * {@link java.math.BigInteger} (or any whole number, or {@link dev.ovation.core.value.Wei}, where an integer goes in),
 * {@link java.lang.Boolean}, {@link java.lang.String}, {@link dev.ovation.chain.Bytes}, {@link java.util.List} for
 * arrays and tuples. Everything is immutable and safe to share between threads.
 */
@NullMarked
package dev.ovation.chain.abi;

import org.jspecify.annotations.NullMarked;
