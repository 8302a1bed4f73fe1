/** The domain: what Ovation promises, readable with no database, HTTP, Redis or web3 type in sight. */
@NullMarked
package dev.ovation.core;

import org.jspecify.annotations.NullMarked;
