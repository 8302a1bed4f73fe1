package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;

/** Call data for a contract. */
record ContractCall(Address to, Bytes data) {}
