package dev.ovation.core.intent;

import dev.ovation.core.ledger.Token;

/** A clap spends interest, a gift the stable token. */
public enum IntentKind {
    CLAP(Token.TKI),
    GIFT(Token.TK);

    private final Token token;

    IntentKind(Token token) {
        this.token = token;
    }

    public Token token() {
        return token;
    }

    public static IntentKind of(Token token) {
        return token == Token.TKI ? CLAP : GIFT;
    }
}
