package dev.ovation.bench.claps;

import dev.ovation.bench.stack.Wallet;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.TypedData;
import java.util.stream.IntStream;

/**
 * Signatures made before the clock runs: {@code rounds} claps of each fan, with nonces from 0. Only the 65 bytes of each
 * are kept; the rest of a clap follows from its fan and nonce.
 */
final class SignedClaps {

    private static final int LENGTH = 65;
    private final byte[][] ofFan;
    private final int rounds;

    private SignedClaps(byte[][] ofFan, int rounds) {
        this.ofFan = ofFan;
        this.rounds = rounds;
    }

    /** Signs on all cores. */
    static SignedClaps sign(Fans fans, Deployment deployment, int rounds) {
        TypedData typedData = new TypedData(deployment);
        byte[][] all = new byte[fans.fans().size()][];
        IntStream.range(0, all.length).parallel().forEach(fan -> {
            Wallet wallet = fans.fans().get(fan);
            Address creator = fans.creatorOf(fan).address();
            byte[] signatures = new byte[rounds * LENGTH];
            for (int nonce = 0; nonce < rounds; nonce++) {
                Authorization terms = ClapTerms.once(wallet.address(), creator, nonce);
                byte[] signature = Secp256k1.best()
                        .sign(typedData.authorizationDigest(terms), wallet.key())
                        .bytes();
                System.arraycopy(signature, 0, signatures, nonce * LENGTH, LENGTH);
            }
            all[fan] = signatures;
        });
        return new SignedClaps(all, rounds);
    }

    int rounds() {
        return rounds;
    }

    /** Writes the signature as 130 hexadecimal digits. */
    void putHex(int fan, int nonce, byte[] into, int at) {
        byte[] signatures = ofFan[fan];
        for (int i = 0; i < LENGTH; i++) {
            int value = signatures[nonce * LENGTH + i];
            into[at + 2 * i] = (byte) Character.forDigit(value >> 4 & 0xf, 16);
            into[at + 2 * i + 1] = (byte) Character.forDigit(value & 0xf, 16);
        }
    }
}
