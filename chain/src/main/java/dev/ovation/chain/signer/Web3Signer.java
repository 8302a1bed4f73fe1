package dev.ovation.chain.signer;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.core.value.Address;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs through the HTTP API of Consensys' web3signer: {@code POST /api/v1/eth1/sign/{publicKey}}. What comes back is
 * checked to be this account's signature of these bytes before anyone uses it.
 */
public final class Web3Signer implements Signer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final HttpClient http;
    private final URI base;
    private final Bytes publicKey;
    private final Address address;
    private final Duration timeout;

    private Web3Signer(HttpClient http, URI base, Bytes publicKey, Duration timeout) {
        this.http = http;
        this.base = base;
        this.publicKey = publicKey;
        this.address = Secp256k1.address(publicKey.toArray());
        this.timeout = timeout;
    }

    /**
     * Finds the account among the keys that the service holds.
     *
     * @param base of the service, such as {@code http://signer:9000}
     * @param timeout of every exchange
     * @throws SigningFailed if the service can't be asked or does not hold the account's key
     */
    public static Web3Signer connect(HttpClient http, URI base, Address account, Duration timeout) {
        return connectAll(http, base, timeout).stream()
                .filter(signer -> signer.address().equals(account))
                .findFirst()
                .orElseThrow(() -> new SigningFailed("web3signer holds no key of " + account));
    }

    /** One signer for each key that the service holds. */
    public static List<Web3Signer> connectAll(HttpClient http, URI base, Duration timeout) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1/eth1/publicKeys"))
                .header("Accept", "application/json")
                .GET()
                .build();
        String body = exchange(http, request, timeout);
        List<Web3Signer> signers = new ArrayList<>();
        try {
            JSON.readTree(body)
                    .forEach(key -> signers.add(new Web3Signer(http, base, Bytes.of(key.asString("")), timeout)));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new SigningFailed("web3signer's list of keys makes no sense");
        }
        return signers;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Signature sign(byte[] preimage) {
        byte[] body = JSON.writeValueAsBytes(Map.of("data", Bytes.of(preimage).toString()));
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1/eth1/sign/" + publicKey))
                .header("Content-Type", "application/json")
                .header("Accept", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        String answer = exchange(http, request, timeout).strip();
        try {
            Signature signature = Signature.of(Bytes.of(answer).toArray());
            if (Secp256k1.best().recover(Keccak256.hash(preimage), signature).equals(address)) {
                return signature;
            }
        } catch (IllegalArgumentException e) {
            throw new SigningFailed("web3signer answered with no signature: " + e.getMessage());
        }
        throw new SigningFailed("web3signer's signature is not one of " + address);
    }

    private static String exchange(HttpClient http, HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<byte[]>> pending = http.sendAsync(
                request, HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new SigningFailed("web3signer answered HTTP " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new SigningFailed("web3signer gave no answer within " + timeout);
        } catch (ExecutionException e) {
            boolean io = e.getCause() instanceof IOException;
            throw new SigningFailed("web3signer can't be reached" + (io ? "" : ": " + e.getCause()));
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new SigningFailed("the wait for web3signer was interrupted");
        }
    }

    @Override
    public String toString() {
        return "Web3Signer(" + address + ")";
    }
}
