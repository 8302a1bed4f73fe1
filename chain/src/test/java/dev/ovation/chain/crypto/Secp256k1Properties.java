package dev.ovation.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class Secp256k1Properties {

    @Property(tries = 200)
    void theTwoImplementationsSignAlikeAndRecoverEachOther(
            @ForAll @Size(32) byte[] secret, @ForAll @Size(32) byte[] message) {
        secret[0] = (byte) (secret[0] & 0x7f);
        secret[31] |= 1;
        PrivateKey key = PrivateKey.of(secret);
        Bytes32 hash = Bytes32.of(message);
        Signature signature = Secp256k1Test.NATIVE.sign(hash, key);
        assertThat(Secp256k1Test.PLAIN.sign(hash, key)).isEqualTo(signature);
        assertThat(Secp256k1Test.PLAIN.recover(hash, signature)).isEqualTo(Secp256k1Test.NATIVE.address(key));
    }

    @Property(tries = 300)
    void theTwoImplementationsAgreeOnArbitrarySignatures(
            @ForAll @Size(64) byte[] rs, @ForAll boolean odd, @ForAll @Size(32) byte[] message) {
        rs[32] = (byte) (rs[32] & 0x3f);
        rs[0] = (byte) (rs[0] & 0x7f);
        rs[31] |= 1;
        rs[63] |= 1;
        Signature signature = Signature.of(rs, odd ? 1 : 0);
        assertThat(recover(Secp256k1Test.NATIVE, message, signature))
                .isEqualTo(recover(Secp256k1Test.PLAIN, message, signature));
    }

    private static Optional<Address> recover(Secp256k1 curve, byte[] message, Signature signature) {
        try {
            return Optional.of(curve.recover(Bytes32.of(message), signature));
        } catch (InvalidSignature e) {
            return Optional.empty();
        }
    }
}
