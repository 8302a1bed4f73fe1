package dev.ovation.chain.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.testing.GoldenVectors;
import dev.ovation.core.value.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SignersTest {

    private static final PrivateKey KEY =
            PrivateKey.of("7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");
    private static final byte[] PASSWORD = "testpassword".getBytes(StandardCharsets.UTF_8);
    private static final byte[] MESSAGE = "clap".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void keystoresOfOtherToolsOpen() {
        GoldenVectors.stream("keystores.json")
                .forEach(vector -> assertThat(
                                Keystore.decrypt(vector.get("file").toString(), password(vector)))
                        .isEqualTo(PrivateKey.of(vector.get("privateKey").asString())));
    }

    private static byte[] password(JsonNode vector) {
        return vector.get("password").asString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aCreatedKeystoreOpensForItsOwnerAndPasswordOnly() throws IOException {
        Path file = folder.resolve("relayer.json");
        Keystore.create(file, KEY, PASSWORD, 1 << 10, new SecureRandom());
        assertThat(Keystore.read(file, PASSWORD)).isEqualTo(KEY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(GoldenVectors.JSON
                        .readTree(Files.readString(file))
                        .get("address")
                        .asString())
                .isEqualTo(new KeySigner(KEY).address().toString().substring(2));
        assertThatThrownBy(() -> Keystore.read(file, "wrong".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidKeystore.class)
                .hasMessageContaining("password");
        assertThatThrownBy(() -> Keystore.create(file, KEY, PASSWORD, 1 << 10, new SecureRandom()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoKeystoreIsRefusedWithoutWork() {
        JsonNode vectors = GoldenVectors.read("keystores.json");
        String scrypt = vectors.get(0).get("file").toString();
        String pbkdf2 = vectors.get(2).get("file").toString();
        for (String text : new String[] {
            "",
            "{}",
            "[]",
            "{\"version\":3}",
            scrypt.replace("\"version\":3", "\"version\":1"),
            scrypt.replace("aes-128-ctr", "aes-128-cbc"),
            scrypt.replace("\"n\":8192", "\"n\":1073741824"),
            scrypt.replace("\"n\":8192", "\"n\":3"),
            scrypt.replace("\"n\":8192,\"r\":8", "\"n\":65536,\"r\":1"),
            scrypt.replace("\"dklen\":32", "\"dklen\":16"),
            scrypt.replace("\"scrypt\"", "\"md5\""),
            pbkdf2.replace("10240", "2000000000"),
            pbkdf2.replace("hmac-sha256", "hmac-md5"),
            pbkdf2.replace("\"salt\":\"", "\"salt\":\"zz")
        }) {
            assertThatThrownBy(() -> Keystore.decrypt(text, PASSWORD)).as(text).isInstanceOf(InvalidKeystore.class);
        }
        assertThatThrownBy(() -> Keystore.read(folder.resolve("none"), PASSWORD))
                .isInstanceOf(InvalidKeystore.class);
    }

    @Test
    void aKeyComesFromTheEnvironment() {
        String hex = Bytes.of(KEY.secret()).toString();
        KeySigner signer = KeySigner.fromEnvironment(Map.of("RELAYER_KEY", hex), "RELAYER_KEY");
        assertThat(signer.address()).isEqualTo(Secp256k1.best().address(KEY));
        assertThat(signer.toString()).doesNotContain(hex.substring(2));
        assertThatThrownBy(() -> KeySigner.fromEnvironment(Map.of(), "RELAYER_KEY"))
                .hasMessageContaining("RELAYER_KEY");
        assertThatThrownBy(() -> KeySigner.fromEnvironment(Map.of("RELAYER_KEY", "0xsecret"), "RELAYER_KEY"))
                .hasMessageContaining("RELAYER_KEY")
                .hasMessageNotContaining("secret");
    }

    /** A service with web3signer's two routes, which signs as web3signer does: over the Keccak-256 of the data. */
    private HttpServer service(PrivateKey holds, PrivateKey signsWith) throws IOException {
        String publicKey = Bytes.of(Secp256k1.best().publicKey(holds)).toString();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/eth1/publicKeys", exchange -> {
            try (exchange) {
                byte[] body = ("[\"" + publicKey + "\"]").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.createContext("/api/v1/eth1/sign/" + publicKey, exchange -> {
            try (exchange) {
                String data = GoldenVectors.JSON
                        .readTree(exchange.getRequestBody())
                        .get("data")
                        .asString();
                String signature = Secp256k1.best()
                        .sign(Keccak256.hash(Bytes.of(data).toArray()), signsWith)
                        .toString();
                exchange.sendResponseHeaders(200, signature.length());
                exchange.getResponseBody().write(signature.getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        return server;
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void web3signerSignsAsTheKeyItselfWould() throws IOException {
        HttpServer server = service(KEY, KEY);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Address account = new KeySigner(KEY).address();
            Web3Signer signer = Web3Signer.connect(http, url(server), account, Duration.ofSeconds(20));
            assertThat(signer.address()).isEqualTo(account);
            assertThat(signer.sign(MESSAGE)).isEqualTo(new KeySigner(KEY).sign(MESSAGE));
            assertThatThrownBy(() -> Web3Signer.connect(http, url(server), Address.ZERO, Duration.ofSeconds(20)))
                    .isInstanceOf(SigningFailed.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aSignatureOfSomebodyElseIsRefused() throws IOException {
        HttpServer server = service(KEY, PrivateKey.of("1".repeat(64)));
        try (HttpClient http = HttpClient.newHttpClient()) {
            Address account = new KeySigner(KEY).address();
            Web3Signer signer = Web3Signer.connect(http, url(server), account, Duration.ofSeconds(20));
            assertThatThrownBy(() -> signer.sign(MESSAGE)).isInstanceOf(SigningFailed.class);
            server.stop(0);
            assertThatThrownBy(() -> signer.sign(MESSAGE)).isInstanceOf(SigningFailed.class);
        } finally {
            server.stop(0);
        }
    }
}
