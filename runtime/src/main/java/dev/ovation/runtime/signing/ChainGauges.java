package dev.ovation.runtime.signing;

import dev.ovation.chain.account.OwnerStatus;
import dev.ovation.chain.rpc.EndpointStatus;
import dev.ovation.chain.rpc.FailoverRpcClient;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.signing.SigningAccounts.SigningAccount;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows how the accounts and the chain's endpoints are, as of the moment of asking. */
public final class ChainGauges {

    private final MeterRegistry metrics;

    public ChainGauges(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Zero of each for an account that another server holds, or none. */
    public void show(SigningAccounts accounts) {
        for (SigningAccount account : accounts.all()) {
            gauge(accounts, account, "held", "Whether this server holds the account", status -> 1);
            gauge(
                    accounts,
                    account,
                    "underfunded",
                    "Whether the account can't pay for gas",
                    status -> status.underfunded() ? 1 : 0);
            gauge(accounts, account, "suspended", "Whether it signs nothing new", status -> status.suspended() ? 1 : 0);
            gauge(accounts, account, "in.flight", "Transactions that are in no block", OwnerStatus::inFlight);
            gauge(accounts, account, "waiting", "Requests that are not signed yet", OwnerStatus::waiting);
        }
    }

    private void gauge(
            SigningAccounts accounts,
            SigningAccount account,
            String name,
            String description,
            ToDoubleFunction<OwnerStatus> value) {
        Gauge.builder("ovation.account." + name, accounts, all -> status(all, account.address(), value))
                .description(description)
                .tag("role", account.role())
                .tag("account", account.address().toString())
                .register(metrics);
    }

    private static double status(SigningAccounts accounts, Address address, ToDoubleFunction<OwnerStatus> value) {
        return accounts.all().stream()
                .filter(account -> account.address().equals(address))
                .flatMap(account -> account.status().stream())
                .mapToDouble(value)
                .findFirst()
                .orElse(0);
    }

    public void show(FailoverRpcClient endpoints) {
        for (EndpointStatus endpoint : endpoints.status()) {
            gauge(endpoints, endpoint.name(), "up", "Whether requests are let through", now -> now.open() ? 1 : 0);
            gauge(endpoints, endpoint.name(), "lag.blocks", "Blocks behind the best endpoint", EndpointStatus::lag);
            gauge(endpoints, endpoint.name(), "error.rate", "Failures of late, 0 to 1", EndpointStatus::errorRate);
            gauge(endpoints, endpoint.name(), "latency.ms", "Time to an answer of late", EndpointStatus::latencyMillis);
        }
    }

    private void gauge(
            FailoverRpcClient endpoints,
            String endpoint,
            String name,
            String description,
            ToDoubleFunction<EndpointStatus> value) {
        Gauge.builder(
                        "ovation.rpc." + name,
                        endpoints,
                        all -> all.status().stream()
                                .filter(status -> status.name().equals(endpoint))
                                .mapToDouble(value)
                                .findFirst()
                                .orElse(Double.NaN))
                .description(description)
                .tag("endpoint", endpoint)
                .register(metrics);
    }
}
