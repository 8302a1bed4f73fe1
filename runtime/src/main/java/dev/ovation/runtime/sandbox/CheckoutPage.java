package dev.ovation.runtime.sandbox;

import java.math.BigDecimal;

/** The page on which a payer pays, in plain HTML that works without scripts. */
final class CheckoutPage {

    private CheckoutPage() {}

    /** The payment's id is the gateway's own and holds nothing that HTML would read. */
    static String of(SandboxPayment payment) {
        String amount = BigDecimal.valueOf(payment.amount(), 2).toPlainString();
        String body = switch (payment.status()) {
            case SandboxPayment.OPEN -> """
                <form method="post" action="/checkout/%1$s/pay"><button type="submit">Pay %2$s</button></form>
                <form method="post" action="/checkout/%1$s/decline"><button type="submit">Decline</button></form>""".formatted(payment.id(), amount);
            case SandboxPayment.PAID -> "<p role=\"status\">Paid. You may close this page.</p>";
            default -> "<p role=\"status\">This payment was declined.</p>";
        };
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Pay %1$s – sandbox</title>
                <style>
                body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 28rem; margin: 4rem auto; padding: 0 1rem; }
                button { font: inherit; padding: .6rem 1.4rem; margin: .3rem 0; min-height: 2.75rem; }
                .note { color: #555; }
                </style>
                </head>
                <body>
                <main>
                <h1>Pay %1$s</h1>
                %2$s
                <p class="note">Payment %3$s. This gateway is for development: no money moves.</p>
                </main>
                </body>
                </html>
                """.formatted(amount, body, payment.id());
    }
}
