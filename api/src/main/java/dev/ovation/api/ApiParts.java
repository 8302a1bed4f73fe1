package dev.ovation.api;

import dev.ovation.api.ops.Dependency;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.account.AppointStaff;
import dev.ovation.core.account.LogIn;
import dev.ovation.core.account.LogOut;
import dev.ovation.core.account.RefreshSession;
import dev.ovation.core.account.Sessions;
import dev.ovation.core.account.SignUp;
import dev.ovation.core.account.SuspendAccount;
import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.delegation.RegisterDelegation;
import dev.ovation.core.delegation.RevokeDelegation;
import dev.ovation.core.event.Events;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.CancelIntent;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.intent.SubmitIntents;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.payment.OpenPayment;
import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.payment.ReceiveGatewayEvent;
import dev.ovation.core.screening.DecideHeldIntent;
import dev.ovation.core.screening.DecideHeldPayment;
import dev.ovation.core.screening.DecideHeldWithdrawal;
import dev.ovation.core.statement.ContentTotals;
import dev.ovation.core.statement.Earnings;
import dev.ovation.core.statement.Statements;
import dev.ovation.core.withdrawal.RequestWithdrawal;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.core.work.WorkQueue;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.http.Idempotency;
import dev.ovation.runtime.security.Ed25519AccessTokens;
import dev.ovation.runtime.security.RateLimits;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.runtime.signing.SigningAccounts;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** All that the API server is made of. Whoever makes the parts closes them, after the server. */
public record ApiParts(
        People people,
        Money money,
        Reading reading,
        StaffWork staff,
        Shared shared,
        Deployment deployment,
        PrometheusMeterRegistry metrics,
        List<Dependency> dependencies,
        Clock clock,
        RandomGenerator random) {

    public ApiParts {
        dependencies = List.copyOf(dependencies);
    }

    /** Accounts and their sessions. */
    public record People(
            SignUp signUp,
            LogIn logIn,
            RefreshSession refreshSession,
            LogOut logOut,
            Accounts accounts,
            Sessions sessions,
            TokenKeys tokenKeys,
            Ed25519AccessTokens accessTokens) {}

    /** What moves money, or lets it move. */
    public record Money(
            SubmitIntents submitIntents,
            CancelIntent cancelIntent,
            RegisterDelegation registerDelegation,
            RevokeDelegation revokeDelegation,
            RequestWithdrawal requestWithdrawal,
            OpenPayment openPayment,
            ReceiveGatewayEvent receiveGatewayEvent,
            List<PaymentGateway> gateways) {

        public Money {
            gateways = List.copyOf(gateways);
        }
    }

    /** What is only read. */
    public record Reading(
            Balances balances,
            ChainAccounts chain,
            Intents intents,
            Batches batches,
            Delegations delegations,
            Payments payments,
            Withdrawals withdrawals,
            ContentTotals contentTotals,
            Earnings earnings,
            Statements statements) {}

    /** What staff decide. */
    public record StaffWork(
            DecideHeldIntent decideHeldIntent,
            DecideHeldPayment decideHeldPayment,
            DecideHeldWithdrawal decideHeldWithdrawal,
            SuspendAccount suspendAccount,
            AppointStaff appointStaff,
            SigningAccounts signingAccounts) {}

    /** What all servers share. */
    public record Shared(WorkQueue work, Events events, Idempotency idempotency, RateLimits rateLimits) {}
}
