package dev.ovation.runtime.gateway;

import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.runtime.outbound.OutboundHttp;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads which gateways this house works with, and opens them. */
public final class GatewaySettings {

    /** What development signs with; the sandbox gateway that is started beside the servers knows it too. */
    public static final String DEVELOPMENT_WEBHOOK_SECRET = "whsec_development_only";

    public static final String DEVELOPMENT_API_KEY = "sk_development_only";

    private GatewaySettings() {}

    /**
     * @throws InvalidSetting for what is missing or wrong
     */
    public static Gateways open(Environment env, Clock clock) {
        String primary = env.text(
                "PAYMENT_GATEWAY",
                env.isProduction() ? "stripe" : "sandbox",
                "gateway for new payments and payouts: stripe or sandbox");
        Duration tolerance =
                env.duration("WEBHOOK_TOLERANCE", Duration.ofMinutes(5), "how old or early a signed webhook may be");
        OutboundHttp http = new OutboundHttp(
                env.duration("GATEWAY_TIMEOUT", Duration.ofSeconds(10), "longest wait for a payment gateway"));
        try {
            PaymentGateway gateway = switch (primary) {
                case "sandbox" -> sandbox(env, tolerance, http, clock);
                case "stripe" -> stripe(env, tolerance, http, clock);
                default -> throw new InvalidSetting("PAYMENT_GATEWAY must be stripe or sandbox, not " + primary + ".");
            };
            return new Gateways(gateway, List.of(), http);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
    }

    private static PaymentGateway sandbox(Environment env, Duration tolerance, OutboundHttp http, Clock clock) {
        URI base = env.uri("SANDBOX_GATEWAY_URL", "URL of the sandbox payment gateway", "http", "https");
        String key = env.secret("SANDBOX_GATEWAY_KEY", DEVELOPMENT_API_KEY, "API key of the sandbox payment gateway");
        String secrets = env.secret(
                "SANDBOX_WEBHOOK_SECRETS",
                DEVELOPMENT_WEBHOOK_SECRET,
                "secrets that sign the sandbox gateway's webhooks, newest first, separated by commas");
        return new SandboxGateway(base, key, signature("SANDBOX_WEBHOOK_SECRETS", secrets, tolerance, clock), http);
    }

    private static PaymentGateway stripe(Environment env, Duration tolerance, OutboundHttp http, Clock clock) {
        String key = required(
                "STRIPE_SECRET_KEY", env.optionalSecret("STRIPE_SECRET_KEY", "secret key of the Stripe account"));
        String secrets = required(
                "STRIPE_WEBHOOK_SECRETS",
                env.optionalSecret(
                        "STRIPE_WEBHOOK_SECRETS",
                        "signing secrets of the Stripe webhook endpoint, newest first, separated by commas"));
        String currency = env.text("STRIPE_CURRENCY", "eur", "currency of 1 TK; it must have cents");
        String product = env.text("STRIPE_PRODUCT_NAME", "TK", "what the payer reads at Stripe's checkout");
        URI base = env.parsed(
                "STRIPE_URL", StripeGateway.stripe().toString(), "base of Stripe's API", "a URL", URI::create);
        URI success = env.uri("STRIPE_SUCCESS_URL", "where Stripe sends a payer who paid", "https", "http");
        URI cancel = env.uri("STRIPE_CANCEL_URL", "where Stripe sends a payer who turned back", "https", "http");
        StripeSettings settings;
        try {
            settings = new StripeSettings(base, key, currency, product, success, cancel);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("STRIPE_CURRENCY must be a currency with cents, in lower case.");
        }
        return new StripeGateway(settings, signature("STRIPE_WEBHOOK_SECRETS", secrets, tolerance, clock), http);
    }

    private static String required(String name, Optional<String> secret) {
        return secret.orElseThrow(() -> new InvalidSetting(name + " is not set, and PAYMENT_GATEWAY is stripe."));
    }

    private static WebhookSignature signature(String name, String secrets, Duration tolerance, Clock clock) {
        List<String> all = Arrays.stream(secrets.split(","))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .toList();
        if (all.isEmpty()) {
            throw new InvalidSetting(name + " must hold a secret.");
        }
        return new WebhookSignature(all, tolerance, clock);
    }
}
