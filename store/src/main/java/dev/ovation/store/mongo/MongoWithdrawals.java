package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;

/** Withdrawals; an owner's running number is a unique key. */
public final class MongoWithdrawals implements Withdrawals {

    private final Mongo mongo;
    private final MongoCollection<Document> withdrawals;

    public MongoWithdrawals(Mongo mongo) {
        this.mongo = mongo;
        this.withdrawals = mongo.collection(Schema.WITHDRAWALS);
    }

    @Override
    public boolean insert(Withdrawal withdrawal) {
        return mongo.unlessDuplicate(() -> withdrawals.insertOne(write(withdrawal)));
    }

    @Override
    public Optional<Withdrawal> byId(WithdrawalId id) {
        return Optional.ofNullable(mongo.call(() ->
                        withdrawals.find(new Document("_id", id.toString())).first()))
                .map(MongoWithdrawals::read);
    }

    @Override
    public Optional<Withdrawal> bySignature(Address owner, byte[] signature) {
        Document filter = new Document("owner", owner.toString()).append("signature", new Binary(signature));
        return Optional.ofNullable(mongo.call(() -> withdrawals.find(filter).first()))
                .map(MongoWithdrawals::read);
    }

    @Override
    public long nextSequence(Address owner) {
        Document last = mongo.call(() -> withdrawals
                .find(new Document("owner", owner.toString()))
                .sort(new Document("sequence", -1))
                .first());
        return last == null ? 0 : new Row(last).number("sequence") + 1;
    }

    @Override
    public boolean move(WithdrawalId id, WithdrawalState target, String reason, Instant at) {
        return update(id, target, new Document("reason", reason), at);
    }

    @Override
    public boolean markBurned(WithdrawalId id, Bytes32 transaction, Instant at) {
        return update(id, WithdrawalState.BURNED, burned(transaction, at), at);
    }

    @Override
    public boolean markBurnedAfterAll(WithdrawalId id, Bytes32 transaction, Instant at) {
        return update(id, EnumSet.of(WithdrawalState.FAILED), WithdrawalState.RETURNING, burned(transaction, at), at);
    }

    private static Document burned(Bytes32 transaction, Instant at) {
        return new Document("burnedBy", transaction.toString())
                .append("burnedAt", Bson.date(at))
                .append("reason", "");
    }

    @Override
    public boolean markReturned(WithdrawalId id, Bytes32 transaction, Instant at) {
        return update(
                id,
                WithdrawalState.RETURNED,
                new Document("returnedBy", transaction.toString()).append("returnedAt", Bson.date(at)),
                at);
    }

    @Override
    public List<Withdrawal> ofCreator(AccountId creator, Optional<Withdrawal> before, int limit) {
        Document filter = new Document("creatorId", creator.toString());
        before.ifPresent(last -> filter.append("sequence", new Document("$lt", last.sequence())));
        return find(filter, new Document("sequence", -1), limit);
    }

    @Override
    public List<Withdrawal> inStateBefore(WithdrawalState state, Instant updatedBefore, int limit) {
        return find(
                new Document("state", state.name()).append("updatedAt", Bson.before(updatedBefore)),
                new Document("updatedAt", 1),
                limit);
    }

    private boolean update(WithdrawalId id, WithdrawalState target, Document fields, Instant at) {
        return update(id, target.predecessors(), target, fields, at);
    }

    private boolean update(
            WithdrawalId id, Set<WithdrawalState> from, WithdrawalState target, Document fields, Instant at) {
        Document filter = new Document("_id", id.toString()).append("state", Bson.anyOf(from));
        Document moved = fields.append("state", target.name()).append("updatedAt", Bson.date(at));
        return mongo.call(() -> withdrawals.updateOne(filter, Bson.set(moved))).getModifiedCount() == 1;
    }

    private List<Withdrawal> find(Document filter, Document order, int limit) {
        return mongo.call(() -> withdrawals
                .find(filter)
                .sort(order)
                .limit(limit)
                .map(MongoWithdrawals::read)
                .into(new ArrayList<>()));
    }

    private static Document write(Withdrawal withdrawal) {
        Document document = new Document("_id", withdrawal.id().toString())
                .append("creatorId", withdrawal.creatorId().toString())
                .append("owner", withdrawal.owner().toString())
                .append("sequence", withdrawal.sequence())
                .append("amount", Money.encode(withdrawal.amount()))
                .append("destination", withdrawal.destination())
                .append("signature", new Binary(withdrawal.signature()))
                .append("state", withdrawal.state().name())
                .append("reason", withdrawal.reason())
                .append("createdAt", Bson.date(withdrawal.createdAt()))
                .append("updatedAt", Bson.date(withdrawal.updatedAt()));
        Bson.put(document, "burnedBy", withdrawal.burnedBy());
        Bson.put(document, "returnedBy", withdrawal.returnedBy());
        return document;
    }

    private static Withdrawal read(Document document) {
        Row row = new Row(document);
        return new Withdrawal(
                WithdrawalId.of(row.text("_id")),
                new AccountId(row.uuid("creatorId")),
                row.address("owner"),
                row.number("sequence"),
                row.money("amount"),
                row.text("destination"),
                row.bytes("signature"),
                row.constant("state", WithdrawalState.class),
                row.text("reason"),
                row.optionalWord("burnedBy"),
                row.optionalWord("returnedBy"),
                row.instant("createdAt"),
                row.instant("updatedAt"));
    }
}
