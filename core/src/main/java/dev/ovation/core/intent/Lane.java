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
        STANDING(0, 64, 30_000, false),
        /** By the signature of the owner's key over exactly this payment. */
        EXACT(0, 192, 38_000, false),
        /** By a key's signature over anything else: a bundle, a standing authorization's first use. */
        GENERAL(604, 32, 68_000, true),
        /**
         * By a smart wallet, whose code the contract asks. It may burn all the gas that the contract sets aside for it,
         * and the transaction must have as much for each: what is short of it reverts whole, so wallets travel among
         * themselves.
         */
        WALLET(604, 32, 68_000 + 420_000, true);

        private static final int GAS_PER_LEG = 4_000;
        /** Of calldata (EIP-2028), and for the contract's copies of it. */
        private static final int GAS_PER_SIGNATURE_BYTE = 20;

        private static final int WORD = 32;

        private final int bytes;
        private final int bytesPerLeg;
        private final int gas;
        private final boolean signatureApart;

        /**
         * @param signatureApart whether the signature comes on top, in whole words
         */
        Form(int bytes, int bytesPerLeg, int gas, boolean signatureApart) {
            this.bytes = bytes;
            this.bytesPerLeg = bytesPerLeg;
            this.gas = gas;
            this.signatureApart = signatureApart;
        }

        /**
         * @param signature its length in bytes
         */
        int bytes(int legs, int signature) {
            return bytes + bytesPerLeg * legs + (signatureApart ? Math.ceilDiv(signature, WORD) * WORD : 0);
        }

        /** Measured with each fan's first clap of its life. A batch above a transaction's limit would fail whole. */
        int gas(int legs, int signature) {
            return gas + GAS_PER_LEG * legs + (signatureApart ? GAS_PER_SIGNATURE_BYTE * signature : 0);
        }
    }
}
