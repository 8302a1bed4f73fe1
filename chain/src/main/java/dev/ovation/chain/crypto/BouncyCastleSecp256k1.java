package dev.ovation.chain.crypto;

import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Plain Java, about a third as fast as the native library. */
final class BouncyCastleSecp256k1 implements Secp256k1 {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

    @Override
    public Signature sign(Bytes32 hash, PrivateKey key) {
        BigInteger secret = new BigInteger(1, key.secret());
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
        BigInteger[] rs = signer.generateSignature(hash.bytes());
        BigInteger s = rs[1].compareTo(Signature.ORDER.shiftRight(1)) > 0 ? Signature.ORDER.subtract(rs[1]) : rs[1];
        byte[] bytes = new byte[64];
        System.arraycopy(Signature.unsigned(rs[0]), 0, bytes, 0, 32);
        System.arraycopy(Signature.unsigned(s), 0, bytes, 32, 32);
        Signature even = Signature.of(bytes, 0);
        byte[] expected = publicKey(key);
        return recoversTo(expected, hash, even) ? even : Signature.of(bytes, 1);
    }

    private boolean recoversTo(byte[] expected, Bytes32 hash, Signature signature) {
        try {
            return Arrays.equals(recoverPublicKey(hash, signature), expected);
        } catch (InvalidSignature e) {
            return false;
        }
    }

    /** SEC 1, section 4.1.6: Q = r⁻¹ (sR − eG), where R is the point whose x is r and whose parity we were told. */
    @Override
    public byte[] recoverPublicKey(Bytes32 hash, Signature signature) {
        BigInteger n = Signature.ORDER;
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + signature.yParity());
        System.arraycopy(signature.rs(), 0, compressed, 1, 32);
        ECPoint nonce;
        try {
            nonce = CURVE.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException e) {
            throw new InvalidSignature(InvalidSignature.Reason.UNRECOVERABLE);
        }
        BigInteger e = new BigInteger(1, hash.bytes());
        BigInteger inverse = signature.r().modInverse(n);
        BigInteger u1 = n.subtract(e.mod(n)).multiply(inverse).mod(n);
        BigInteger u2 = signature.s().multiply(inverse).mod(n);
        ECPoint key =
                ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, nonce, u2).normalize();
        if (key.isInfinity()) {
            throw new InvalidSignature(InvalidSignature.Reason.UNRECOVERABLE);
        }
        return Arrays.copyOfRange(key.getEncoded(false), 1, 65);
    }

    @Override
    public byte[] publicKey(PrivateKey key) {
        BigInteger secret = new BigInteger(1, key.secret());
        ECPoint point =
                new FixedPointCombMultiplier().multiply(CURVE.getG(), secret).normalize();
        return Arrays.copyOfRange(point.getEncoded(false), 1, 65);
    }
}
