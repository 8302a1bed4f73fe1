package dev.ovation.api.payments;

import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.payment.ReceiveGatewayEvent;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code POST /api/webhooks/payments/{provider}}: a gateway reports; its signature is its login. */
public final class PostWebhook implements Endpoint {

    private final Map<String, PaymentGateway> gateways;
    private final ReceiveGatewayEvent receiveGatewayEvent;

    public PostWebhook(Collection<PaymentGateway> gateways, ReceiveGatewayEvent receiveGatewayEvent) {
        this.gateways = gateways.stream().collect(Collectors.toMap(PaymentGateway::provider, Function.identity()));
        this.receiveGatewayEvent = receiveGatewayEvent;
    }

    @Override
    public Route route() {
        return Route.post("/api/webhooks/payments/{provider}").forAnyone().taking(BodyRule.RAW);
    }

    @Override
    public Answer answer(Call call) {
        PaymentGateway gateway = Optional.ofNullable(
                        gateways.get(call.variable("provider").text()))
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_PROVIDER, "No gateway of this name is set up."));
        receiveGatewayEvent.receive(gateway.provider(), gateway.read(call.allHeaders(), call.body()));
        return Answer.ok(Map.of("received", true));
    }
}
