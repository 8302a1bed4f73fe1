package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Payments; a gateway's own id of one is a unique key, and so is the id of every event that a gateway tells. */
public final class MongoPayments implements Payments {

    private final Mongo mongo;
    private final MongoCollection<Document> payments;
    private final MongoCollection<Document> events;

    public MongoPayments(Mongo mongo) {
        this.mongo = mongo;
        this.payments = mongo.collection(Schema.PAYMENTS);
        this.events = mongo.collection(Schema.GATEWAY_EVENTS);
    }

    /**
     * Keeps a payment; the same id again changes nothing.
     *
     * @throws IllegalStateException if another payment has the same reference at its provider
     */
    @Override
    public void insert(Payment payment) {
        if (!mongo.unlessDuplicate(() -> payments.insertOne(write(payment)))
                && byId(payment.id()).isEmpty()) {
            throw new IllegalStateException(payment.provider() + " gave " + payment.providerRef() + " to two payments");
        }
    }

    @Override
    public Optional<Payment> byId(PaymentId id) {
        return one(new Document("_id", id.toString()));
    }

    @Override
    public Optional<Payment> byProviderRef(String provider, String providerRef) {
        return one(new Document("provider", provider).append("providerRef", providerRef));
    }

    @Override
    public boolean move(PaymentId id, PaymentState target, String reason, Instant at) {
        return update(id, target, new Document("reason", reason), at);
    }

    /** What was opened is kept beside it, for the books of whoever decides. */
    @Override
    public boolean holdDiffering(PaymentId id, Wei came, String reason, Instant at) {
        Document filter = new Document("_id", id.toString()).append("state", PaymentState.OPENED.name());
        Document opened = mongo.call(() -> payments.find(filter).first());
        if (opened == null) {
            return false;
        }
        Document held = new Document("state", PaymentState.HELD.name())
                .append("opened", opened.get("amount"))
                .append("amount", Money.encode(came))
                .append("reason", reason)
                .append("updatedAt", Bson.date(at));
        return mongo.call(() -> payments.updateOne(filter, Bson.set(held))).getModifiedCount() == 1;
    }

    @Override
    public boolean markMinted(PaymentId id, Bytes32 transaction, Instant at) {
        return update(
                id,
                PaymentState.MINTED,
                new Document("mintedBy", transaction.toString())
                        .append("mintedAt", Bson.date(at))
                        .append("reason", ""),
                at);
    }

    @Override
    public List<Payment> ofPayer(AccountId payer, Optional<PaymentId> before, int limit) {
        Document filter = new Document("payer", payer.toString());
        before.ifPresent(id -> filter.append("_id", new Document("$lt", id.toString())));
        return find(filter, new Document("_id", -1), limit);
    }

    @Override
    public List<Payment> inStateBefore(PaymentState state, Instant updatedBefore, int limit) {
        return find(
                new Document("state", state.name()).append("updatedAt", Bson.before(updatedBefore)),
                new Document("updatedAt", 1),
                limit);
    }

    @Override
    public boolean rememberEvent(String provider, String eventId, Instant at) {
        return mongo.unlessDuplicate(
                () -> events.insertOne(new Document("_id", provider + ":" + eventId).append("at", Bson.date(at))));
    }

    private boolean update(PaymentId id, PaymentState target, Document fields, Instant at) {
        Document filter = new Document("_id", id.toString()).append("state", Bson.anyOf(target.predecessors()));
        Document moved = fields.append("state", target.name()).append("updatedAt", Bson.date(at));
        return mongo.call(() -> payments.updateOne(filter, Bson.set(moved))).getModifiedCount() == 1;
    }

    private Optional<Payment> one(Document filter) {
        return Optional.ofNullable(mongo.call(() -> payments.find(filter).first()))
                .map(MongoPayments::read);
    }

    private List<Payment> find(Document filter, Document order, int limit) {
        return mongo.call(() -> payments.find(filter)
                .sort(order)
                .limit(limit)
                .map(MongoPayments::read)
                .into(new ArrayList<>()));
    }

    private static Document write(Payment payment) {
        Document document = new Document("_id", payment.id().toString())
                .append("payer", payment.payer().toString())
                .append("wallet", payment.wallet().toString())
                .append("amount", Money.encode(payment.amount()))
                .append("provider", payment.provider())
                .append("providerRef", payment.providerRef())
                .append("checkoutUrl", payment.checkoutUrl())
                .append("state", payment.state().name())
                .append("reason", payment.reason())
                .append("createdAt", Bson.date(payment.createdAt()))
                .append("updatedAt", Bson.date(payment.updatedAt()));
        Bson.put(document, "mintedBy", payment.mintedBy());
        return document;
    }

    private static Payment read(Document document) {
        Row row = new Row(document);
        return new Payment(
                new PaymentId(row.uuid("_id")),
                new AccountId(row.uuid("payer")),
                row.address("wallet"),
                row.money("amount"),
                row.text("provider"),
                row.text("providerRef"),
                row.text("checkoutUrl"),
                row.constant("state", PaymentState.class),
                row.text("reason"),
                row.optionalWord("mintedBy"),
                row.instant("createdAt"),
                row.instant("updatedAt"));
    }
}
