package dev.ovation.runtime.wiring;

import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.signer.InvalidKeystore;
import dev.ovation.chain.signer.KeySigner;
import dev.ovation.chain.signer.Keystore;
import dev.ovation.chain.signer.Signer;
import dev.ovation.chain.signer.Web3Signer;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the signer of a role: an encrypted keystore file, an account of web3signer, or a key in the environment, in
 * this order. Each server is given the keys of its own roles only.
 */
public final class SignerSettings {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private final Environment env;

    public SignerSettings(Environment env) {
        this.env = env;
    }

    /**
     * @param role such as {@code SETTLER}: the prefix of its settings
     * @throws InvalidSetting if the role has no signer, or a wrong one
     */
    public Signer one(String role) {
        List<Signer> signers =
                find(role, role + "_KEY", "private key that signs as " + role.toLowerCase(java.util.Locale.ROOT));
        if (signers.size() != 1) {
            throw new InvalidSetting(role + "_KEY is not set: one private key, " + role + "_KEYSTORE or " + role
                    + "_ADDRESS at WEB3SIGNER_URL is needed.");
        }
        return signers.getFirst();
    }

    /**
     * The relayers' signers: one account of them is leased by each API server.
     *
     * @throws InvalidSetting if there is none, or a wrong one
     */
    public List<Signer> relayers() {
        List<Signer> signers = find(
                "RELAYER",
                "RELAYER_KEYS",
                "private keys that submit batches, separated by commas; one or more for each API server");
        if (signers.isEmpty()) {
            throw new InvalidSetting(
                    "RELAYER_KEYS is not set: private keys, RELAYER_KEYSTORE or RELAYER_ADDRESS at WEB3SIGNER_URL are needed.");
        }
        return signers;
    }

    private List<Signer> find(String role, String keyName, String meaning) {
        Optional<String> keystores = env.optional(
                role + "_KEYSTORE", "keystore files (Web3 Secret Storage, version 3), separated by commas");
        Optional<String> password = env.optionalSecret(role + "_KEYSTORE_PASSWORD", "password of these files");
        Optional<String> web3signer = env.optional("WEB3SIGNER_URL", "base URL of a web3signer that holds the keys");
        Optional<String> addresses = env.optional(role + "_ADDRESS", "accounts of web3signer, separated by commas");
        Optional<String> keys = env.optionalSecret(keyName, meaning);
        if (keystores.isPresent()) {
            byte[] secret = password.orElseThrow(() -> new InvalidSetting(role + "_KEYSTORE_PASSWORD is not set."))
                    .getBytes(StandardCharsets.UTF_8);
            return parts(keystores.get())
                    .map(file -> keystore(role, file, secret))
                    .toList();
        }
        if (web3signer.isPresent() && addresses.isPresent()) {
            return parts(addresses.get())
                    .map(address -> remote(role, web3signer.get(), address))
                    .toList();
        }
        return keys.map(text -> parts(text).map(key -> local(keyName, key)).toList())
                .orElse(List.of());
    }

    private static java.util.stream.Stream<String> parts(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static Signer keystore(String role, String file, byte[] password) {
        try {
            return new KeySigner(Keystore.read(Path.of(file), password));
        } catch (InvalidKeystore e) {
            throw new InvalidSetting(role + "_KEYSTORE can't be opened: " + e.getMessage() + ".");
        }
    }

    private static Signer remote(String role, String base, String address) {
        try {
            return Web3Signer.connect(HttpClient.newHttpClient(), URI.create(base), Address.of(address), TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(role + "_ADDRESS or WEB3SIGNER_URL is wrong.");
        }
    }

    private static Signer local(String name, String key) {
        try {
            return new KeySigner(PrivateKey.of(key));
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(name + " must hold private keys: 0x and 64 hexadecimal digits each.");
        }
    }
}
