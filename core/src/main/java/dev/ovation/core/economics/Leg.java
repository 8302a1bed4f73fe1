package dev.ovation.core.economics;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;

/**
 * One clap or gift of a batch, before it is judged.
 *
 * @param amount wei, below 2^96
 */
public record Leg(Address creator, Wei amount) {}
