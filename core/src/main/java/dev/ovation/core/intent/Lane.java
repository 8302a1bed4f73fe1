package dev.ovation.core.intent;

import dev.ovation.core.ledger.Token;

/**
 * Orders that travel in one batch. A batch whose orders are all authorized alike is written in fewer bytes and costs
 * less gas, so those of a kind gather with their like.
 */
record Lane(Token token, Form form) {

    /** How an order is authorized, with the calldata and gas that it takes at most. */
    enum Form {
        /** By a standing authorization that the chain knows. */
        STANDING(0, 64, 30_000),
        /** By the signature of the owner's key over exactly this payment. */
        EXACT(0, 192, 38_000),
        /** By anything else: a bundle, a smart wallet's signature, a standing authorization's first use. */
        GENERAL(700, 32, 68_000);

        private static final int GAS_PER_LEG = 4_000;

        private final int bytes;
        private final int bytesPerLeg;
        private final int gas;

        Form(int bytes, int bytesPerLeg, int gas) {
            this.bytes = bytes;
            this.bytesPerLeg = bytesPerLeg;
            this.gas = gas;
        }

        int bytes(int legs) {
            return bytes + bytesPerLeg * legs;
        }

        /** Measured with each fan's first clap of its life. A batch above a transaction's limit would fail whole. */
        int gas(int legs) {
            return gas + GAS_PER_LEG * legs;
        }
    }
}
