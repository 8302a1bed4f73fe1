package dev.ovation.chain.signer;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encrypted key files of the Web3 Secret Storage format, version 3, which every Ethereum tool reads and writes: scrypt
 * or PBKDF2 stretch the password, AES-128 in counter mode encrypts, Keccak-256 tells a wrong password.
 */
public final class Keystore {

    /** The work factor of geth's default: 256 MB of memory and about a second. */
    public static final int STANDARD_COST = 1 << 18;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MAX_SCRYPT_BYTES = 1L << 30;
    private static final int MAX_PBKDF2_ROUNDS = 10_000_000;

    private Keystore() {}

    /**
     * @throws InvalidKeystore if the file is unreadable or no keystore, or the password is wrong
     */
    public static PrivateKey read(Path file, byte[] password) {
        try {
            return decrypt(Files.readString(file), password);
        } catch (IOException e) {
            throw new InvalidKeystore("the keystore " + file + " can't be read");
        }
    }

    /**
     * Writes a new file that only its owner may read.
     *
     * @throws IOException if the file exists or can't be written
     */
    public static void create(Path file, PrivateKey key, byte[] password, int cost, RandomGenerator random)
            throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownerOnly);
        Files.writeString(file, encrypt(key, password, cost, random), StandardOpenOption.WRITE);
    }

    /**
     * @param cost scrypt's n, a power of two; {@link #STANDARD_COST} for keys of worth
     * @param random a secure source
     */
    public static String encrypt(PrivateKey key, byte[] password, int cost, RandomGenerator random) {
        byte[] salt = new byte[32];
        byte[] iv = new byte[16];
        byte[] id = new byte[16];
        random.nextBytes(salt);
        random.nextBytes(iv);
        random.nextBytes(id);
        byte[] derived = SCrypt.generate(password, salt, cost, 8, 1, 32);
        byte[] secret = key.secret();
        try {
            byte[] ciphertext = aes(Cipher.ENCRYPT_MODE, derived, iv, secret);
            HexFormat hex = HexFormat.of();
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of(
                            "version", 3,
                            "id", UUID.nameUUIDFromBytes(id).toString(),
                            "address", Secp256k1.best().address(key).toString().substring(2),
                            "crypto",
                                    Map.of(
                                            "cipher", "aes-128-ctr",
                                            "cipherparams", Map.of("iv", hex.formatHex(iv)),
                                            "ciphertext", hex.formatHex(ciphertext),
                                            "kdf", "scrypt",
                                            "kdfparams",
                                                    Map.of(
                                                            "n",
                                                            cost,
                                                            "r",
                                                            8,
                                                            "p",
                                                            1,
                                                            "dklen",
                                                            32,
                                                            "salt",
                                                            hex.formatHex(salt)),
                                            "mac", hex.formatHex(mac(derived, ciphertext)))));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(derived, (byte) 0);
        }
    }

    /**
     * @throws InvalidKeystore if the text is no keystore of version 3, or the password is wrong
     */
    public static PrivateKey decrypt(String json, byte[] password) {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode crypto = root.has("crypto") ? root.path("crypto") : root.path("Crypto");
            String cipher = crypto.path("cipher").asString("");
            if (root.path("version").asInt(0) != 3 || !cipher.equals("aes-128-ctr")) {
                throw new InvalidKeystore("only keystores of version 3 with aes-128-ctr are read");
            }
            byte[] derived = derive(
                    crypto.path("kdf").asString("").toLowerCase(Locale.ROOT), crypto.path("kdfparams"), password);
            byte[] ciphertext = hex(crypto, "ciphertext");
            if (!MessageDigest.isEqual(mac(derived, ciphertext), hex(crypto, "mac"))) {
                throw new InvalidKeystore("the password does not open the keystore");
            }
            byte[] secret = aes(Cipher.DECRYPT_MODE, derived, hex(crypto.path("cipherparams"), "iv"), ciphertext);
            Arrays.fill(derived, (byte) 0);
            PrivateKey key = PrivateKey.of(secret);
            Arrays.fill(secret, (byte) 0);
            return key;
        } catch (JacksonException | IllegalArgumentException e) {
            if (e instanceof InvalidKeystore invalid) {
                throw invalid;
            }
            throw new InvalidKeystore("the text is no keystore");
        }
    }

    private static byte[] derive(String kdf, JsonNode params, byte[] password) {
        int length = params.path("dklen").asInt(0);
        if (length != 32) {
            throw new InvalidKeystore("the keystore's derived key must have 32 bytes");
        }
        byte[] salt = hex(params, "salt");
        switch (kdf) {
            case "scrypt" -> {
                int n = params.path("n").asInt(0);
                int r = params.path("r").asInt(0);
                int p = params.path("p").asInt(0);
                if (n < 2 || r < 1 || p < 1 || p > 64 || 128L * n * r > MAX_SCRYPT_BYTES) {
                    throw new InvalidKeystore("the keystore asks for an unreasonable amount of memory");
                }
                if (Integer.bitCount(n) != 1 || (r == 1 && n >= 1 << 16)) {
                    throw new InvalidKeystore("the keystore's scrypt parameters are outside of scrypt's definition");
                }
                return SCrypt.generate(password, salt, n, r, p, length);
            }
            case "pbkdf2" -> {
                int rounds = params.path("c").asInt(0);
                if (rounds < 1
                        || rounds > MAX_PBKDF2_ROUNDS
                        || !params.path("prf").asString("").equals("hmac-sha256")) {
                    throw new InvalidKeystore("only hmac-sha256 with a reasonable number of rounds is read");
                }
                PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
                generator.init(password, salt, rounds);
                return ((KeyParameter) generator.generateDerivedMacParameters(length * 8)).getKey();
            }
            default -> throw new InvalidKeystore("only scrypt and pbkdf2 keystores are read");
        }
    }

    private static byte[] mac(byte[] derived, byte[] ciphertext) {
        return Keccak256.bytes(Arrays.copyOfRange(derived, 16, 32), ciphertext);
    }

    private static byte[] aes(int mode, byte[] derived, byte[] iv, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(derived, 0, 16, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new InvalidKeystore("the keystore's cipher parameters are wrong");
        }
    }

    private static byte[] hex(JsonNode node, String name) {
        return HexFormat.of().parseHex(node.path(name).asString(""));
    }
}
