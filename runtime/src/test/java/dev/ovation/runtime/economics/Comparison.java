package dev.ovation.runtime.economics;

import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.economics.Economy;
import dev.ovation.core.economics.EscrowedIntent;
import dev.ovation.core.economics.LegState;
import dev.ovation.core.economics.RandomLife;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.ledger.AccountState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.economics.ChainUnderTest.Question;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.TkContract;
import dev.ovation.runtime.onchain.contracts.ValidatorContract;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Everything that the contracts tell about a life, beside what the model says of it. */
final class Comparison {

    private static final AbiFunction BALANCE_OF = AbiFunction.of("balanceOf(address)", "uint256");
    private static final AbiFunction TOTAL_SUPPLY = AbiFunction.of("totalSupply()", "uint256");
    private static final AbiFunction REMAINDER_OF = AbiFunction.of("remainderOf(address)", "uint256");
    private static final AbiFunction MINTABLE_TODAY = AbiFunction.of("mintableToday()", "uint256");
    private static final AbiFunction MINTABLE = AbiFunction.of("mintable()", "uint256");
    private static final AbiFunction NONCE_USED = AbiFunction.of("nonceUsed(address,uint256)", "bool");
    private static final AbiFunction LEG_COUNT = AbiFunction.of("legCount(uint128)", "uint256");

    /** States as OvationTypes.sol numbers them, None being the first. */
    private static final List<LegState> STATES =
            List.of(LegState.OPEN, LegState.APPROVED, LegState.RELEASED, LegState.SETTLED);

    private final ChainUnderTest chain;
    private final Deployment at;
    private final Economy model;
    private final RandomLife life;

    private final List<Question> questions = new ArrayList<>();
    private final List<Object> expected = new ArrayList<>();
    private final List<UnaryOperator<Object>> readings = new ArrayList<>();
    private final Map<BatchId, List<LegState>> compared = new HashMap<>();

    Comparison(ChainUnderTest chain, Economy model, RandomLife life) {
        this.chain = chain;
        this.at = chain.deployment();
        this.model = model;
        this.life = life;
    }

    /** The first thing in which both differ at this second, with both values. */
    Optional<String> difference(long second) {
        questions.clear();
        expected.clear();
        readings.clear();
        askOfTheWhole(second);
        askOfEscrow(second);
        chain.cast().everybody().forEach(account -> askOfAccount(account, second));
        life.standings().forEach(this::askOfStanding);
        life.batches().forEach(this::askOfBatch);
        List<Object> answers = chain.ask(questions);
        for (int i = 0; i < answers.size(); i++) {
            Object answer = readings.get(i).apply(answers.get(i));
            if (!Objects.equals(answer, expected.get(i))) {
                return Optional.of(
                        "%s: model %s, contracts %s".formatted(questions.get(i).what(), expected.get(i), answer));
            }
        }
        return Optional.empty();
    }

    private void askOfTheWhole(long second) {
        ask(
                "index",
                at.tk(),
                TkContract.CURRENT_INDEX,
                BigInteger.valueOf(model.tokens().indexAt(second)));
        ask(
                "rate",
                at.tk(),
                TkContract.RATE_BPS,
                BigInteger.valueOf(model.tokens().rateBps()));
        for (Token token : Token.values()) {
            ask(
                    token + " supply",
                    at.addressOf(token),
                    TOTAL_SUPPLY,
                    wei(model.tokens().supply(token, second)));
        }
        ask("mintable", at.tk(), MINTABLE, wei(model.tokens().mintable()));
        ask(
                "mintable today",
                at.controller(),
                MINTABLE_TODAY,
                wei(model.treasury().mintableToday(second)));
        ask(
                "epoch",
                at.controller(),
                ControllerContract.CURRENT_EPOCH,
                BigInteger.valueOf(model.escrow().epochOf(second)));
    }

    private void askOfEscrow(long second) {
        for (Token token : Token.values()) {
            Wei escrowed = model.tokens().balance(token, at.controller(), second);
            ask(token + " in escrow", at.addressOf(token), BALANCE_OF, wei(escrowed), at.controller());
        }
    }

    private void askOfAccount(Address account, long second) {
        for (Token token : Token.values()) {
            Wei balance = model.tokens().balance(token, account, second);
            ask(token + " of " + account, at.addressOf(token), BALANCE_OF, wei(balance), account);
        }
        long index = model.tokens().indexAt(second);
        AccountState state = model.tokens().of(account);
        ask(
                "raw interest and TKI spent of " + account,
                at.tk(),
                TkContract.ACCOUNT_OF,
                List.of(account),
                answer -> {
                    AbiValues kept = (AbiValues) answer;
                    AccountState onChain = new AccountState(
                            kept.wei("balance"), kept.longValue("index"), kept.integer("earned"), kept.wei("spent"));
                    return List.of(onChain.earnedAt(index), onChain.spent());
                },
                List.of(state.earnedAt(index), state.spent()));
        ask(
                "remainder of " + account,
                at.controller(),
                REMAINDER_OF,
                wei(model.escrow().remainder(account)),
                account);
        ask(
                "creator " + account,
                at.controller(),
                ControllerContract.IS_CREATOR,
                model.permissions().isCreator(account),
                account);
        long next = model.permissions().nextNonce(account);
        ask(
                "generation of " + account,
                at.validator(),
                ValidatorContract.GENERATION_OF,
                BigInteger.valueOf(model.permissions().generation(account)),
                account);
        ask(
                "next nonce of " + account,
                at.validator(),
                ValidatorContract.NEXT_NONCE,
                BigInteger.valueOf(next),
                account);
        for (long nonce : new long[] {Math.max(0, next - 1), next + 1, next + 7, next + 31, next + 40}) {
            ask(
                    "nonce " + nonce + " of " + account,
                    at.validator(),
                    NONCE_USED,
                    model.permissions().isNonceUsed(account, nonce),
                    account,
                    nonce);
        }
    }

    private void askOfStanding(Authorization terms) {
        boolean registered = model.permissions().isRegistered(terms);
        ask(
                "standing " + terms,
                at.validator(),
                ValidatorContract.STANDING,
                List.of(terms.owner(), chain.calls().hashOf(terms)),
                answer -> ((List<?>) answer).subList(0, 3),
                List.of(
                        registered,
                        model.permissions().isRevoked(terms),
                        wei(model.permissions().remaining(terms))));
    }

    /** A batch whose legs have not moved in the model, and had not in the contracts, is looked at only now and then. */
    private void askOfBatch(BatchId batch) {
        List<LegState> now = model.escrow().intents(batch).stream()
                .map(EscrowedIntent::state)
                .toList();
        boolean isOver = now.stream().allMatch(state -> state == LegState.RELEASED || state == LegState.SETTLED);
        if (isOver && now.equals(compared.put(batch, now))) {
            return;
        }
        ask("legs of " + batch, at.controller(), LEG_COUNT, BigInteger.valueOf(now.size()), batch.onChain());
        for (int leg = 0; leg < now.size(); leg++) {
            ask(
                    "leg " + leg + " of " + batch,
                    at.controller(),
                    ControllerContract.LEG_STATE,
                    BigInteger.valueOf(1 + STATES.indexOf(now.get(leg))),
                    batch.onChain(),
                    leg);
        }
    }

    private static BigInteger wei(Wei amount) {
        return amount.value();
    }

    private void ask(String what, Address contract, AbiFunction function, Object value, Object... arguments) {
        ask(what, contract, function, List.of(arguments), UnaryOperator.identity(), value);
    }

    private void ask(
            String what,
            Address contract,
            AbiFunction function,
            List<Object> arguments,
            UnaryOperator<Object> reading,
            Object value) {
        questions.add(new Question(what, contract, function, arguments));
        readings.add(reading);
        expected.add(value);
    }
}
