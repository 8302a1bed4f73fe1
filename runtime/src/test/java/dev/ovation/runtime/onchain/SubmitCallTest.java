package dev.ovation.runtime.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.BatchPolicy;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A batch is written in the narrowest form that says it, and as large as a batch may be it fits a transaction. */
class SubmitCallTest {

    private static final Secp256k1 CURVE = Secp256k1.best();
    private static final PrivateKey KEY = PrivateKey.of(filled(7));
    private static final Address FAN = CURVE.address(KEY);
    private static final Address CREATOR = Address.of("0x00000000000000000000000000000000000000c1");
    private static final Wei AMOUNT = Wei.ofTokens(3);
    private static final BatchId BATCH = new BatchId(new UUID(0x7000L, 1));
    private static final Deployment DEPLOYMENT =
            new Deployment(31_337, 1, 0, 604_800, address(1), address(2), address(3), address(4));

    private final TypedData typedData = new TypedData(DEPLOYMENT);
    private final SubmitCall submitCall = new SubmitCall(new SignedByKey(typedData, new Recovery(CURVE)), DEPLOYMENT);

    @Test
    void a_full_batch_of_exact_authorizations_takes_the_signed_form() {
        List<Intent> legs = new ArrayList<>();
        for (int nonce = 0; nonce < BatchPolicy.ordinary().maxLegs(); nonce++) {
            legs.add(leg(Authorization.oneTimeSalt(65_535, nonce), AMOUNT, false));
        }
        Bytes call = submitCall.of(BATCH, Token.TKI, legs).data();
        assertThat(is(ControllerContract.SUBMIT_SIGNED, call)).isTrue();
        assertThat(call.size()).isLessThan(BatchPolicy.ordinary().maxBytes());
    }

    @Test
    void a_full_batch_under_known_standing_authorizations_takes_the_standing_form() {
        List<Intent> legs = new ArrayList<>();
        for (int i = 0; i < BatchPolicy.ordinary().maxLegs(); i++) {
            legs.add(leg(Authorization.standingSalt(0, i), Wei.ofTokens(1_000), true));
        }
        Bytes call = submitCall.of(BATCH, Token.TKI, legs).data();
        assertThat(is(ControllerContract.SUBMIT_STANDING, call)).isTrue();
        assertThat(call.size()).isLessThan(BatchPolicy.ordinary().maxBytes());
    }

    @Test
    void one_leg_that_is_not_exact_takes_all_to_the_general_form() {
        Intent exact = leg(Authorization.oneTimeSalt(0, 1), AMOUNT, false);
        for (Intent other : List.of(
                leg(Authorization.oneTimeSalt(0, 2), Wei.ofTokens(4), false),
                leg(Authorization.standingSalt(0, 3), AMOUNT, true),
                // Bits that no generation has: the row of the signed form has no room for them.
                leg(Authorization.oneTimeSalt(0, 4).setBit(100), AMOUNT, false))) {
            assertThat(is(
                            ControllerContract.SUBMIT,
                            submitCall
                                    .of(BATCH, Token.TKI, List.of(exact, other))
                                    .data()))
                    .isTrue();
        }
    }

    /** Recovery tells a wallet's signature from a key's; the length does not. */
    @Test
    void each_wallet_brings_the_gas_that_the_contract_sets_aside_for_it_however_short_its_signature() {
        List<Intent> wallets = new ArrayList<>();
        for (int nonce = 0; nonce < 30; nonce++) {
            wallets.add(leg(Authorization.oneTimeSalt(0, nonce), AMOUNT, false, new byte[65]));
        }
        assertThat(submitCall.of(BATCH, Token.TKI, wallets).gas())
                .isGreaterThan(30 * 400_000)
                .isLessThan(SubmitGas.MAX);
        assertThat(submitCall
                        .of(BATCH, Token.TKI, List.of(leg(Authorization.oneTimeSalt(0, 1), AMOUNT, false)))
                        .gas())
                .isLessThan(1_000_000);
    }

    @Test
    void the_longest_signatures_take_the_bytes_that_the_batch_was_gathered_by() {
        List<Intent> legs = new ArrayList<>();
        for (int nonce = 0; nonce < 23; nonce++) {
            legs.add(leg(Authorization.oneTimeSalt(0, nonce), AMOUNT, false, new byte[4_096]));
        }
        assertThat(submitCall.of(BATCH, Token.TKI, legs).data().size())
                .isBetween(23 * (448 + 4_096), BatchPolicy.ordinary().maxBytes());
    }

    private Intent leg(BigInteger salt, Wei cap, boolean registered) {
        byte[] signature =
                CURVE.sign(typedData.authorizationDigest(terms(salt, cap)), KEY).bytes();
        return leg(salt, cap, registered, signature);
    }

    private static Authorization terms(BigInteger salt, Wei cap) {
        return new Authorization(FAN, Token.TKI, CREATOR, cap, cap, 0, Integer.MAX_VALUE, salt);
    }

    private Intent leg(BigInteger salt, Wei cap, boolean registered, byte[] signature) {
        Authorization terms = terms(salt, cap);
        return new Intent(
                new IntentId(new UUID(0x7000L, salt.longValue())),
                IntentKind.CLAP,
                new AccountId(new UUID(0x7000L, 1)),
                FAN,
                CREATOR,
                AMOUNT,
                Optional.empty(),
                new Funding(new SignedAuthorization(terms, typedData.hashOf(terms), signature), registered),
                IntentState.PENDING,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static boolean is(AbiFunction function, Bytes call) {
        byte[] selector = Keccak256.hash(function.signature().getBytes(StandardCharsets.US_ASCII))
                .bytes();
        return Arrays.equals(selector, 0, 4, call.toArray(), 0, 4);
    }

    private static Address address(int last) {
        return Address.of("0x00000000000000000000000000000000000000" + "%02x".formatted(last));
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[Bytes32.LENGTH];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
