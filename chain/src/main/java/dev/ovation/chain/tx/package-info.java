/** Fee-market transactions (EIP-1559, type 2): their encoding, signature and hash. Immutable, safe to share. */
@NullMarked
package dev.ovation.chain.tx;

import org.jspecify.annotations.NullMarked;
