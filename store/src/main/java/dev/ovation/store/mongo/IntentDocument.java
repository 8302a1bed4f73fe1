package dev.ovation.store.mongo;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Funding;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import java.util.Optional;
import org.bson.Document;

/** An intent as a document. */
final class IntentDocument {

    /** Kept as a word of its own, so that "not screened yet" is an index's key like any other. */
    static final String NO_VERDICT = "NONE";

    private IntentDocument() {}

    static Document write(Intent intent) {
        Document document = new Document("_id", intent.id().toString())
                .append("kind", intent.kind().name())
                .append("fanId", intent.fanId().toString())
                .append("fan", intent.fan().toString())
                .append("creator", intent.creator().toString())
                .append("amount", Money.encode(intent.amount()))
                .append(
                        "authorization",
                        AuthorizationDocument.write(intent.funding().authorization()))
                .append("registered", intent.funding().registered())
                .append("state", intent.state().name())
                .append("verdict", intent.verdict().map(Enum::name).orElse(NO_VERDICT))
                .append("reason", intent.reason())
                .append("createdAt", Bson.date(intent.createdAt()))
                .append("updatedAt", Bson.date(intent.updatedAt()));
        intent.place()
                .ifPresent(place ->
                        document.append("batch", place.batch().toString()).append("leg", place.leg()));
        Bson.put(document, "contentRef", intent.contentRef());
        Bson.put(document, "submittedBy", intent.submittedBy());
        Bson.put(document, "approvedBy", intent.approvedBy());
        Bson.put(document, "closedBy", intent.closedBy());
        return document;
    }

    static Intent read(Document document) {
        Row row = new Row(document);
        Address fan = row.address("fan");
        return new Intent(
                new IntentId(row.uuid("_id")),
                row.constant("kind", IntentKind.class),
                new AccountId(row.uuid("fanId")),
                fan,
                row.address("creator"),
                row.money("amount"),
                row.optionalText("contentRef"),
                new Funding(AuthorizationDocument.read(fan, row.nested("authorization")), row.flag("registered")),
                row.constant("state", IntentState.class),
                row.optionalText("batch")
                        .map(batch -> new ChainPlace(BatchId.of(batch), Math.toIntExact(row.number("leg")))),
                Optional.of(row.text("verdict"))
                        .filter(verdict -> !verdict.equals(NO_VERDICT))
                        .map(Verdict::valueOf),
                row.text("reason"),
                row.optionalWord("submittedBy"),
                row.optionalWord("approvedBy"),
                row.optionalWord("closedBy"),
                row.instant("createdAt"),
                row.instant("updatedAt"));
    }
}
