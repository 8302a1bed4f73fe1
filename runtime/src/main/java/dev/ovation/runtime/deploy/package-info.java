/**
 * Brings the four contracts to a chain and gives their roles to the house's accounts; says where they are.
 */
@NullMarked
package dev.ovation.runtime.deploy;

import org.jspecify.annotations.NullMarked;
