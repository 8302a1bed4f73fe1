/**
 * Who signs: a key of the environment, an encrypted keystore file, or a remote signer; a KMS fits behind the same
 * interface.
 */
@NullMarked
package dev.ovation.chain.signer;

import org.jspecify.annotations.NullMarked;
