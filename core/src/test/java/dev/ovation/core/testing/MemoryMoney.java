package dev.ovation.core.testing;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Payments and withdrawals in memory, with the promises of their ports. */
public final class MemoryMoney {

    public final Payments payments = new MemoryPayments();
    public final Withdrawals withdrawals = new MemoryWithdrawals();

    private static final class MemoryPayments implements Payments {
        private final Map<PaymentId, Payment> byId = new LinkedHashMap<>();
        private final Set<String> seen = new HashSet<>();

        @Override
        public void insert(Payment payment) {
            byId.putIfAbsent(payment.id(), payment);
        }

        @Override
        public Optional<Payment> byId(PaymentId id) {
            return Optional.ofNullable(byId.get(id));
        }

        @Override
        public Optional<Payment> byProviderRef(String provider, String ref) {
            return byId.values().stream()
                    .filter(p ->
                            p.provider().equals(provider) && p.providerRef().equals(ref))
                    .findFirst();
        }

        @Override
        public boolean move(PaymentId id, PaymentState target, String reason, Instant at) {
            return change(id, target, reason, Optional.empty(), at);
        }

        @Override
        public boolean markMinted(PaymentId id, Bytes32 transaction, Instant at) {
            return change(id, PaymentState.MINTED, "", Optional.of(transaction), at);
        }

        @Override
        public boolean holdDiffering(PaymentId id, Wei came, String reason, Instant at) {
            Payment p = byId.get(id);
            if (p == null || p.state() != PaymentState.OPENED) {
                return false;
            }
            byId.put(id, copy(p, came, PaymentState.HELD, reason, Optional.empty(), at));
            return true;
        }

        private boolean change(PaymentId id, PaymentState to, String reason, Optional<Bytes32> tx, Instant at) {
            Payment p = byId.get(id);
            if (p == null || !to.predecessors().contains(p.state())) {
                return false;
            }
            byId.put(id, copy(p, p.amount(), to, reason, tx, at));
            return true;
        }

        private static Payment copy(
                Payment p, Wei amount, PaymentState to, String reason, Optional<Bytes32> tx, Instant at) {
            return new Payment(
                    p.id(),
                    p.payer(),
                    p.wallet(),
                    amount,
                    p.provider(),
                    p.providerRef(),
                    p.checkoutUrl(),
                    to,
                    reason,
                    tx,
                    p.createdAt(),
                    at);
        }

        @Override
        public List<Payment> ofPayer(AccountId payer, Optional<PaymentId> before, int limit) {
            return byId.values().stream().filter(p -> p.payer().equals(payer)).toList();
        }

        @Override
        public List<Payment> inStateBefore(PaymentState state, Instant before, int limit) {
            return byId.values().stream()
                    .filter(p -> p.state() == state && p.updatedAt().isBefore(before))
                    .toList();
        }

        @Override
        public boolean rememberEvent(String provider, String eventId, Instant at) {
            return seen.add(provider + "/" + eventId);
        }
    }

    private static final class MemoryWithdrawals implements Withdrawals {
        private final Map<WithdrawalId, Withdrawal> byId = new LinkedHashMap<>();

        @Override
        public boolean insert(Withdrawal withdrawal) {
            return byId.putIfAbsent(withdrawal.id(), withdrawal) == null;
        }

        @Override
        public Optional<Withdrawal> byId(WithdrawalId id) {
            return Optional.ofNullable(byId.get(id));
        }

        @Override
        public Optional<Withdrawal> bySignature(Address owner, byte[] signature) {
            return byId.values().stream()
                    .filter(w -> w.owner().equals(owner) && Arrays.equals(w.signature(), signature))
                    .findFirst();
        }

        @Override
        public long nextSequence(Address owner) {
            return byId.values().stream().filter(w -> w.owner().equals(owner)).count();
        }

        @Override
        public boolean move(WithdrawalId id, WithdrawalState target, String reason, Instant at) {
            return change(id, target, reason, Optional.empty(), at);
        }

        @Override
        public boolean markBurned(WithdrawalId id, Bytes32 transaction, Instant at) {
            return change(id, WithdrawalState.BURNED, "", Optional.of(transaction), at);
        }

        @Override
        public boolean markBurnedAfterAll(WithdrawalId id, Bytes32 transaction, Instant at) {
            return byId(id).filter(w -> w.state() == WithdrawalState.FAILED).isPresent()
                    && change(id, WithdrawalState.RETURNING, "", Optional.of(transaction), at);
        }

        @Override
        public boolean markReturned(WithdrawalId id, Bytes32 transaction, Instant at) {
            return change(id, WithdrawalState.RETURNED, "", Optional.of(transaction), at);
        }

        private boolean change(WithdrawalId id, WithdrawalState to, String reason, Optional<Bytes32> tx, Instant at) {
            Withdrawal w = byId.get(id);
            if (w == null || !to.predecessors().contains(w.state())) {
                return false;
            }
            byId.put(
                    id,
                    new Withdrawal(
                            id,
                            w.creatorId(),
                            w.owner(),
                            w.sequence(),
                            w.amount(),
                            w.destination(),
                            w.signature(),
                            to,
                            reason,
                            to == WithdrawalState.RETURNED ? w.burnedBy() : tx.or(w::burnedBy),
                            to == WithdrawalState.RETURNED ? tx : w.returnedBy(),
                            w.createdAt(),
                            at));
            return true;
        }

        @Override
        public List<Withdrawal> ofCreator(AccountId creator, Optional<Withdrawal> before, int limit) {
            return List.copyOf(byId.values());
        }

        @Override
        public List<Withdrawal> inStateBefore(WithdrawalState state, Instant before, int limit) {
            return byId.values().stream()
                    .filter(w -> w.state() == state && w.updatedAt().isBefore(before))
                    .toList();
        }
    }
}
