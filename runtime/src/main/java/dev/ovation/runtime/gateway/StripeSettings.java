package dev.ovation.runtime.gateway;

import java.net.URI;
import java.util.Currency;
import java.util.Locale;

/**
 * How to speak with Stripe.
 *
 * @param base of the API; another than Stripe's own only in tests
 * @param secretKey never shown
 * @param currency three lower-case letters of a currency with cents, since 1 TK is one unit of fiat
 * @param productName what the payer reads at the checkout
 */
public record StripeSettings(
        URI base, String secretKey, String currency, String productName, URI successUrl, URI cancelUrl) {

    private static final int CENTS = 2;

    public StripeSettings {
        if (!currency.equals(currency.toLowerCase(Locale.ROOT))
                || Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits() != CENTS) {
            throw new IllegalArgumentException("a currency in lower case that has cents is needed, not " + currency);
        }
    }

    @Override
    public String toString() {
        return "StripeSettings[" + base + ", " + currency + "]";
    }
}
