package dev.ovation.jobs;

import dev.ovation.core.accrual.AccrueInterest;
import dev.ovation.core.payment.MintForPayment;
import dev.ovation.core.reconcile.Reconcile;
import dev.ovation.core.screening.ScreenIntents;
import dev.ovation.core.settlement.SettleEpoch;
import dev.ovation.core.withdrawal.ProcessWithdrawal;

/** What jobs do. */
public record JobUseCases(
        SettleEpoch settleEpoch,
        ScreenIntents screenIntents,
        AccrueInterest accrueInterest,
        MintForPayment mintForPayment,
        ProcessWithdrawal processWithdrawal,
        Reconcile reconcile) {}
