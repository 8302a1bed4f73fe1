package dev.ovation.runtime.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.PersonalMessage;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.Signatures;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.contracts.ValidatorContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hashes and signatures as the deployed contracts see them. */
class SignaturesTest {

    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final Address WALLET = Address.of("0x000000000000000000000000000000000000aa11");
    /**
     * A wallet whose {@code isValidSignature} accepts any signature of three bytes: the length, at 0x44 of the call data,
     * equal to 3, times the magic value.
     */
    private static final String WALLET_CODE = "0x604435600314631626ba7e0260e01b60005260206000f3";

    private static Town town;
    private static Onchain onchain;
    private static Signatures signatures;

    @BeforeAll
    static void open() {
        town = new Town();
        onchain = town.server();
        signatures = onchain.signatures();
        town.anvil.rpc("anvil_setCode", WALLET.toString(), WALLET_CODE);
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @Test
    void theContractHashesTermsAsWeDo() {
        Random random = new Random(712);
        for (int i = 0; i < 50; i++) {
            Authorization terms = new Authorization(
                    address(random),
                    random.nextBoolean() ? Token.TK : Token.TKI,
                    address(random),
                    new Wei(new BigInteger(256, random)),
                    new Wei(new BigInteger(96, random)),
                    random.nextLong(Long.MAX_VALUE),
                    random.nextLong(Long.MAX_VALUE),
                    new BigInteger(256, random));
            Bytes call = ValidatorContract.HASH_OF.encode(Terms.onChain(terms, town.deployment));
            Bytes answer =
                    town.rpc().call(EvmCalls.call(CallRequest.to(town.deployment.validator(), call), BlockRef.LATEST));

            assertThat(signatures.hashOf(terms)).isEqualTo(Bytes32.of(answer.toArray()));
        }
    }

    private static Address address(Random random) {
        byte[] bytes = new byte[Address.LENGTH];
        random.nextBytes(bytes);
        return Address.of(bytes);
    }

    @Test
    void thePayloadNamesEveryFieldThatIsHashed() {
        Authorization terms = town.terms(town.fan.address(), Token.TKI, Wei.ofTokens(1));
        Map<String, Object> payload = onchain.typedData().authorization(terms);

        assertThat(payload).containsEntry("primaryType", "Authorization");
        assertThat(payload.get("domain"))
                .isEqualTo(Map.of(
                        "name",
                        "Ovation",
                        "version",
                        "1",
                        "chainId",
                        town.deployment.chainId(),
                        "verifyingContract",
                        town.deployment.validator().toString()));
        assertThat((Map<?, ?>) payload.get("message"))
                .extracting("owner", "token", "cap")
                .containsExactly(
                        town.fan.address().toString(), town.deployment.tki().toString(), "1000000000000000000");
    }

    @Test
    void onlyTheOwnersCanonicalSignatureCounts() {
        Authorization terms = town.terms(town.fan.address(), Token.TK, Wei.ofTokens(1));
        byte[] signature = town.sign(town.fan, terms);
        assertThat(signed(terms, signature)).isTrue();

        assertThat(signed(terms, town.sign(town.otherFan, terms))).isFalse();
        assertThat(signed(town.terms(town.fan.address(), Token.TK, Wei.ofTokens(2)), signature))
                .isFalse();
        assertThat(signed(terms, Arrays.copyOf(signature, 64))).isFalse();
        assertThat(signed(terms, new byte[0])).isFalse();
        assertThat(signed(terms, highS(signature))).isFalse();
        byte[] zeroBased = signature.clone();
        zeroBased[64] -= 27;
        assertThat(signed(terms, zeroBased)).isFalse();
    }

    private boolean signed(Authorization terms, byte[] signature) {
        return signatures.signed(new SignedAuthorization(terms, signatures.hashOf(terms), signature));
    }

    /** The malleable twin: n - s, and the other v. */
    private static byte[] highS(byte[] signature) {
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] twin = signature.clone();
        byte[] high = ORDER.subtract(s).toByteArray();
        System.arraycopy(high, high.length - 32, twin, 32, 32);
        twin[64] = (byte) (55 - signature[64]);
        return twin;
    }

    @Test
    void aTextIsSignedAsWalletsSignTexts() {
        String text = "I own this wallet.";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] prefix = ("\u0019Ethereum Signed Message:\n" + bytes.length).getBytes(StandardCharsets.UTF_8);
        byte[] preimage = Arrays.copyOf(prefix, prefix.length + bytes.length);
        System.arraycopy(bytes, 0, preimage, prefix.length, bytes.length);
        byte[] signature = town.fan.sign(preimage).bytes();

        assertThat(PersonalMessage.hash(text)).isEqualTo(signatures.keccak(preimage));
        assertThat(signatures.signedText(town.fan.address(), text, signature)).isTrue();
        assertThat(signatures.signedText(town.fan.address(), text + " ", signature))
                .isFalse();
        assertThat(signatures.signedText(town.otherFan.address(), text, signature))
                .isFalse();
    }

    @Test
    void aSmartWalletSpeaksForItself() {
        Authorization terms = town.terms(WALLET, Token.TK, Wei.ofTokens(1));
        byte[] accepted = {1, 2, 3};
        assertThat(signed(terms, accepted)).isTrue();
        assertThat(signed(terms, new byte[] {1, 2})).isFalse();
        assertThat(signed(terms, new byte[5_000])).isFalse();

        onchain.creators().register(List.of(town.creator.address()));
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), WALLET, Wei.ofTokens(3));
        assertThat(onchain.batches()
                        .submit(
                                Town.newBatch(),
                                Token.TK,
                                List.of(town.intent(terms, accepted, false, town.creator.address(), Wei.ofTokens(1))))
                        .skipped())
                .isEmpty();
        assertThat(onchain.accounts().read(List.of(WALLET)).get(WALLET).balance())
                .isEqualTo(Wei.ofTokens(2));
    }

    @Test
    void revocationsReachTheChainOnce() {
        Authorization standing =
                town.terms(town.otherFan.address(), Token.TK, Wei.ofTokens(1), Authorization.standingSalt(0, 99));
        Bytes32 hash = signatures.hashOf(standing);
        byte[] revocation = town.otherFan
                .sign(onchain.typedData().revocationPreimage(standing.owner(), hash))
                .bytes();
        assertThat(signatures.signedRevocation(standing.owner(), hash, revocation))
                .isTrue();
        Receipt revoked = onchain.revocations().revoke(standing, revocation);
        assertThat(onchain.revocations().revoke(standing, revocation)).isEqualTo(revoked);

        byte[] all = town.otherFan
                .sign(onchain.typedData().revocationOfAllPreimage(standing.owner(), 0))
                .bytes();
        assertThat(signatures.signedRevocationOfAll(standing.owner(), 0, all)).isTrue();
        Receipt ended = onchain.revocations().revokeAll(standing.owner(), 0, all);
        assertThat(onchain.revocations().revokeAll(standing.owner(), 0, all)).isEqualTo(ended);
        assertThat(onchain.accounts()
                        .read(List.of(standing.owner()))
                        .get(standing.owner())
                        .generation())
                .isEqualTo(1);
    }
}
