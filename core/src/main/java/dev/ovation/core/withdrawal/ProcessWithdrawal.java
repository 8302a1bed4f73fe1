package dev.ovation.core.withdrawal;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a withdrawal through screening, burn and payout; a payout that fails for good gives the TK back. Each step is
 * kept before the next begins, and each outside effect carries the withdrawal's id, so that starting over at any point
 * neither burns nor pays twice.
 */
public final class ProcessWithdrawal {

    private static final Logger log = LoggerFactory.getLogger(ProcessWithdrawal.class);

    /**
     * What the contract says of a withdrawal itself. Anything else (a pause, a key without its role, a revert whose
     * reason no node tells) is no fault of the creator's, and passes.
     */
    private static final Set<String> ABOUT_THE_WITHDRAWAL =
            Set.of("ERC20InsufficientBalance", "InvalidSignature", "WithdrawalAlreadyUsed");

    /** So long after it was cleared, no endpoint may still miss the payout that a withdrawal spends. */
    private static final Duration ALL_ENDPOINTS_KNOW = Duration.ofMinutes(1);

    private final Withdrawals withdrawals;
    private final AmlService aml;
    private final Burning burning;
    private final PaymentGateway gateway;
    private final Balances balances;
    private final Events events;
    private final Clock clock;

    public ProcessWithdrawal(
            Withdrawals withdrawals,
            AmlService aml,
            Burning burning,
            PaymentGateway gateway,
            Balances balances,
            Events events,
            Clock clock) {
        this.withdrawals = withdrawals;
        this.aml = aml;
        this.burning = burning;
        this.gateway = gateway;
        this.balances = balances;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Drives one withdrawal as far as it goes now; one that is final or held stays as it is.
     *
     * @throws RevertedOnChain if the contract refuses it now, and that need not be its last word
     */
    public void drive(WithdrawalId id) {
        Optional<Withdrawal> current = withdrawals.byId(id);
        WithdrawalState before = null;
        while (current.isPresent() && current.get().state() != before) {
            Withdrawal withdrawal = current.get();
            before = withdrawal.state();
            switch (before) {
                case REQUESTED -> screen(withdrawal);
                case CLEARED -> burn(withdrawal);
                case BURNED -> payOut(withdrawal);
                case RETURNING -> giveBack(withdrawal);
                case HELD, DONE, RETURNED, REJECTED, FAILED -> {}
            }
            current = withdrawals.byId(id);
        }
    }

    private void screen(Withdrawal withdrawal) {
        Decision decision = aml.screen(new Subject(
                Subject.Kind.WITHDRAWAL,
                withdrawal.id().toString(),
                Optional.of(withdrawal.owner()),
                Optional.empty(),
                Token.TK,
                withdrawal.amount()));
        move(
                withdrawal,
                switch (decision.verdict()) {
                    case CLEAR -> WithdrawalState.CLEARED;
                    case HOLD -> WithdrawalState.HELD;
                    case REJECT -> WithdrawalState.REJECTED;
                },
                decision.reason());
    }

    private void burn(Withdrawal withdrawal) {
        try {
            Receipt receipt =
                    burning.burn(withdrawal.id(), withdrawal.owner(), withdrawal.amount(), withdrawal.signature());
            if (withdrawals.markBurned(withdrawal.id(), receipt.transaction(), clock.instant())) {
                log.info("withdrawal burned withdrawal={} tx={}", withdrawal.id(), receipt.transaction());
                tell(withdrawal, WithdrawalState.BURNED);
            } else if (withdrawals.markBurnedAfterAll(withdrawal.id(), receipt.transaction(), clock.instant())) {
                // Another server was refused and has told so; the creator may have asked anew since.
                log.warn("withdrawal burned after it had failed, it is given back withdrawal={}", withdrawal.id());
                tell(withdrawal, WithdrawalState.RETURNING);
            }
        } catch (RevertedOnChain e) {
            if (!isForGood(e, withdrawal)) {
                throw e;
            }
            move(withdrawal, WithdrawalState.FAILED, String.valueOf(e.getMessage()));
        }
        balances.invalidate(List.of(withdrawal.owner()));
    }

    private boolean isForGood(RevertedOnChain refusal, Withdrawal cleared) {
        return ABOUT_THE_WITHDRAWAL.contains(String.valueOf(refusal.getMessage()))
                && !clock.instant().isBefore(cleared.updatedAt().plus(ALL_ENDPOINTS_KNOW));
    }

    private void payOut(Withdrawal withdrawal) {
        switch (gateway.payOut(withdrawal.id(), withdrawal.amount(), withdrawal.destination())) {
            case DONE -> move(withdrawal, WithdrawalState.DONE, "");
            case FAILED -> move(withdrawal, WithdrawalState.RETURNING, "The gateway could not pay out.");
            case ON_THE_WAY -> log.info("payout on the way withdrawal={}", withdrawal.id());
        }
    }

    private void giveBack(Withdrawal withdrawal) {
        Receipt receipt = burning.giveBack(withdrawal.id());
        if (withdrawals.markReturned(withdrawal.id(), receipt.transaction(), clock.instant())) {
            log.info("withdrawal returned withdrawal={} tx={}", withdrawal.id(), receipt.transaction());
            tell(withdrawal, WithdrawalState.RETURNED);
        }
        balances.invalidate(List.of(withdrawal.owner()));
    }

    private void move(Withdrawal withdrawal, WithdrawalState next, String reason) {
        if (withdrawals.move(withdrawal.id(), next, reason, clock.instant())) {
            tell(withdrawal, next);
        }
    }

    private void tell(Withdrawal withdrawal, WithdrawalState state) {
        events.publish(new Event(
                "withdrawal." + state.name().toLowerCase(Locale.ROOT),
                withdrawal.owner(),
                Map.of(
                        "withdrawalId",
                        withdrawal.id().toString(),
                        "amount",
                        withdrawal.amount().toTokens()),
                clock.instant()));
    }
}
