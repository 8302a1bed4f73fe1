package dev.ovation.runtime.gateway;

import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The gateways of this house by name. One of them opens new payments and pays out; all of them may still report what
 * was begun with them. Immutable and safe to share between threads.
 */
public final class Gateways implements AutoCloseable {

    private final PaymentGateway primary;
    private final Map<String, PaymentGateway> byProvider = new LinkedHashMap<>();
    private final AutoCloseable connection;

    public Gateways(PaymentGateway primary, List<PaymentGateway> others) {
        this(primary, others, () -> {});
    }

    /**
     * @param connection what the gateways share, closed with this
     */
    Gateways(PaymentGateway primary, List<PaymentGateway> others, AutoCloseable connection) {
        this.primary = primary;
        this.connection = connection;
        byProvider.put(primary.provider(), primary);
        others.forEach(gateway -> byProvider.putIfAbsent(gateway.provider(), gateway));
    }

    /** The one for new payments and for payouts. */
    public PaymentGateway primary() {
        return primary;
    }

    /**
     * @throws Refused UNKNOWN_PROVIDER
     */
    public PaymentGateway byProvider(String name) {
        PaymentGateway gateway = byProvider.get(name);
        if (gateway == null) {
            throw new Refused(RefusalCode.UNKNOWN_PROVIDER, "There is no payment gateway of this name here.");
        }
        return gateway;
    }

    public Set<String> providers() {
        return Set.copyOf(byProvider.keySet());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (Exception e) {
            throw new IllegalStateException("the gateways' connection can't be closed", e);
        }
    }
}
