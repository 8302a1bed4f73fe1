package dev.ovation.chain.abi;

/** A named, typed parameter; the name may be empty. */
record AbiParameter(String name, AbiType type, boolean indexed) {}
