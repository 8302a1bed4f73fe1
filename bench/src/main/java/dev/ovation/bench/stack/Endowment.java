package dev.ovation.bench.stack;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gives fans their money as the contracts do it: TK by mints of the treasurer, TKI by letting time pass. */
public final class Endowment {

    private static final AbiFunction BALANCE_OF = AbiFunction.of("balanceOf(address)", "uint256");
    private static final AbiFunction REGISTER =
            AbiFunction.of("register((address,address,address,uint256,uint256,uint64,uint64,uint256),bytes)", "");
    private static final long GAS_OF_STANDING = 250_000;
    private static final long GAS_OF_MINT = 400_000;
    private static final long GAS_OF_REGISTRATION = 12_000_000;
    private static final int CREATORS_AT_ONCE = 200;

    private final Stack stack;
    private final BulkSender sender;

    public Endowment(Stack stack) {
        this.stack = stack;
        this.sender = new BulkSender(stack.rpc());
    }

    public void registerCreators(List<Wallet> creators) {
        List<Bytes> calls = new ArrayList<>();
        for (int start = 0; start < creators.size(); start += CREATORS_AT_ONCE) {
            calls.add(ControllerContract.REGISTER_CREATORS.encode(
                    creators.subList(start, Math.min(creators.size(), start + CREATORS_AT_ONCE)).stream()
                            .map(Wallet::address)
                            .toList()));
        }
        sender.send(stack.staff().compliance(), stack.deployment().controller(), calls, GAS_OF_REGISTRATION);
    }

    /** Mints TK to each fan and lets interest accrue; 30 days at 2 % a month earn 2 TKI for each TK. */
    public void endow(List<Wallet> fans, Wei tkEach, Duration interest) {
        List<Bytes> mints = new ArrayList<>();
        for (int i = 0; i < fans.size(); i++) {
            Bytes32 payment =
                    Bytes32.of(ByteBuffer.allocate(32).putInt(28, i + 1).array());
            mints.add(ControllerContract.MINT_TK.encode(fans.get(i).address(), tkEach, payment));
        }
        sender.send(stack.staff().treasurer(), stack.deployment().controller(), mints, GAS_OF_MINT);
        stack.passTime(interest);
    }

    /** Registers standing authorizations with the chain, which anyone may bring. */
    public void registerStanding(List<SignedAuthorization> authorizations) {
        List<Bytes> calls = authorizations.stream()
                .map(signed -> REGISTER.encode(terms(signed.terms()), Bytes.of(signed.signature())))
                .toList();
        sender.send(stack.staff().deployer(), stack.deployment().validator(), calls, GAS_OF_STANDING);
    }

    private List<Object> terms(Authorization terms) {
        return List.of(
                terms.owner(),
                stack.deployment().addressOf(terms.token()),
                terms.creator(),
                terms.cap(),
                terms.capPerIntent(),
                terms.validAfter(),
                terms.validUntil(),
                terms.salt());
    }

    /** TKI in wei that an account holds at the newest block. */
    public Wei interestOf(Address account) {
        return balance(stack.deployment().tki(), account);
    }

    /** TK in wei that an account holds at the newest block. */
    public Wei stableOf(Address account) {
        return balance(stack.deployment().tk(), account);
    }

    private Wei balance(Address token, Address account) {
        Bytes answer =
                stack.rpc().call(EvmCalls.call(CallRequest.to(token, BALANCE_OF.encode(account)), BlockRef.LATEST));
        return new Wei(new BigInteger(1, answer.toArray()));
    }
}
