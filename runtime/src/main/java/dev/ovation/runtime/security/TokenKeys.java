package dev.ovation.runtime.security;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Ed25519 keys of our access tokens: the first signs, all of them verify, so that a key can be replaced while its
 * last tokens still live. Immutable, safe to share between threads; never shows a private part.
 */
public final class TokenKeys {

    private final String currentId;
    private final Optional<PrivateKey> signing;
    private final Map<String, PublicKey> verifying = new LinkedHashMap<>();
    private final JWKSet published;

    private TokenKeys(List<OctetKeyPair> keys) {
        try {
            OctetKeyPair current = keys.getFirst();
            this.currentId = current.getKeyID();
            this.signing = current.isPrivate() ? Optional.of(privateKey(current)) : Optional.empty();
            for (OctetKeyPair key : keys) {
                verifying.put(key.getKeyID(), publicKey(key));
            }
            this.published =
                    new JWKSet(keys.stream().map(key -> (JWK) key.toPublicJWK()).toList());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the token key is no Ed25519 key", e);
        }
    }

    /**
     * Reads a JWK, or a JWK set whose first key signs.
     *
     * @throws IllegalArgumentException if it is anything else, or the first key lacks its private part; the message
     *     holds no part of a key
     */
    public static TokenKeys parse(String json) {
        TokenKeys keys = parseVerifying(json);
        if (keys.signing.isEmpty()) {
            throw new IllegalArgumentException("the first token key has no private part (d)");
        }
        return keys;
    }

    /** Likewise, but private parts may be missing: such keys verify and sign nothing. */
    public static TokenKeys parseVerifying(String json) {
        try {
            List<JWK> keys = json.contains("\"keys\"") ? JWKSet.parse(json).getKeys() : List.of(JWK.parse(json));
            List<OctetKeyPair> pairs = new ArrayList<>();
            for (JWK key : keys) {
                if (!(key instanceof OctetKeyPair pair) || !Curve.Ed25519.equals(pair.getCurve())) {
                    throw new IllegalArgumentException("a token key is not an Ed25519 key (kty OKP)");
                }
                pairs.add(complete(pair));
            }
            if (pairs.isEmpty()) {
                throw new IllegalArgumentException("there is no token key");
            }
            return new TokenKeys(pairs);
        } catch (ParseException | JOSEException e) {
            // The cause may quote the key: it stays here.
            throw new IllegalArgumentException("the token key is no JWK");
        }
    }

    /** A new key, for development and tests: tokens end with the process. */
    public static TokenKeys generate(SecureRandom random) {
        return parse(newKey(random));
    }

    /** A new private key as a JWK, to be kept as a secret. */
    public static String newKey(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] d = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(encoded((EdECPublicKey) pair.getPublic())))
                    .d(Base64URL.encode(d))
                    .build()
                    .toJSONString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** The key id is the key's thumbprint (RFC 7638) unless it names another. */
    private static OctetKeyPair complete(OctetKeyPair key) throws JOSEException {
        String id = key.getKeyID() == null ? key.computeThumbprint().toString() : key.getKeyID();
        OctetKeyPair.Builder builder = new OctetKeyPair.Builder(Curve.Ed25519, key.getX())
                .keyID(id)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm((Algorithm) JWSAlgorithm.EdDSA);
        return key.isPrivate() ? builder.d(key.getD()).build() : builder.build();
    }

    private static PrivateKey privateKey(OctetKeyPair key) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.getDecodedD()));
    }

    /** RFC 8032: y in little-endian order, the lowest bit of x in the highest bit. */
    private static PublicKey publicKey(OctetKeyPair key) throws GeneralSecurityException {
        byte[] x = key.getDecodedX();
        if (x.length != 32) {
            throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
        }
        boolean odd = (x[31] & 0x80) != 0;
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = x[31 - i];
        }
        bigEndian[0] &= 0x7f;
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
    }

    private static byte[] encoded(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        byte[] encoded = new byte[32];
        for (int i = 0; i < Math.min(32, bigEndian.length); i++) {
            encoded[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[31] |= (byte) 0x80;
        }
        return encoded;
    }

    String currentId() {
        return currentId;
    }

    PrivateKey signing() {
        return signing.orElseThrow(() -> new IllegalStateException("these keys verify only"));
    }

    Optional<PublicKey> verifying(String keyId) {
        return Optional.ofNullable(verifying.get(keyId));
    }

    /** The public parts, as the JWKS endpoint shows them. */
    public String published() {
        return published.toString(true);
    }

    @Override
    public String toString() {
        return "TokenKeys" + verifying.keySet();
    }
}
