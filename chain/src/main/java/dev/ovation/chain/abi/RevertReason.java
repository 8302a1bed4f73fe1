package dev.ovation.chain.abi;

import dev.ovation.chain.Bytes;

/** Why a call reverted. The texts come from a contract and are not to be trusted as markup. */
public sealed interface RevertReason {

    /** {@code revert("…")} and {@code require(…, "…")}. */
    record Message(String text) implements RevertReason {}

    /** An assertion, overflow, division by zero, …: Solidity's panic codes. */
    record Panic(int code) implements RevertReason {}

    /** A custom error of a contract whose ABI is known. */
    record Named(String name, AbiValues arguments) implements RevertReason {}

    /** A custom error that no known ABI declares, or a malformed reason. */
    record Unknown(Bytes data) implements RevertReason {}

    /** No data came with the revert: out of gas, an old {@code require}, or a node that keeps it to itself. */
    record None() implements RevertReason {}
}
