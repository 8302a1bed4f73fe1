package dev.ovation.store.mongo;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import org.bson.Document;
import org.bson.types.Binary;

/** A signed authorization as a document. Caps are text: nobody adds them, and they may be any 256-bit number. */
final class AuthorizationDocument {

    private AuthorizationDocument() {}

    static Document write(SignedAuthorization authorization) {
        Authorization terms = authorization.terms();
        return new Document("hash", authorization.hash().toString())
                .append("token", terms.token().name())
                .append("creator", terms.creator().toString())
                .append("cap", terms.cap().toString())
                .append("capPerIntent", terms.capPerIntent().toString())
                .append("validAfter", terms.validAfter())
                .append("validUntil", terms.validUntil())
                .append("salt", terms.salt().toString())
                .append("signature", new Binary(authorization.signature()));
    }

    static SignedAuthorization read(Address owner, Row row) {
        Authorization terms = new Authorization(
                owner,
                row.constant("token", Token.class),
                row.address("creator"),
                Wei.ofWei(row.text("cap")),
                Wei.ofWei(row.text("capPerIntent")),
                row.number("validAfter"),
                row.number("validUntil"),
                new BigInteger(row.text("salt")));
        return new SignedAuthorization(terms, row.word("hash"), row.bytes("signature"));
    }
}
