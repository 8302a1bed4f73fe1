package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.Payouts;
import dev.ovation.core.value.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** Payouts; creator, batch and transaction together are the key. */
public final class MongoPayouts implements Payouts {

    private final Mongo mongo;
    private final MongoCollection<Document> payouts;

    public MongoPayouts(Mongo mongo) {
        this.mongo = mongo;
        this.payouts = mongo.collection(Schema.PAYOUTS);
    }

    @Override
    public void insertAll(Collection<Payout> added) {
        if (added.isEmpty()) {
            return;
        }
        List<Document> documents = added.stream().map(MongoPayouts::write).toList();
        mongo.unlessDuplicate(() -> payouts.insertMany(documents, new InsertManyOptions().ordered(false)));
    }

    @Override
    public void forget(Collection<Payout> lost) {
        if (!lost.isEmpty()) {
            List<String> keys = lost.stream().map(MongoPayouts::key).toList();
            mongo.call(() -> payouts.deleteMany(new Document("_id", Bson.in(keys))));
        }
    }

    @Override
    public Set<Address> creatorsFrom(long block) {
        Set<Address> creators = new HashSet<>();
        for (Document payout : mongo.call(() -> payouts.find(from(block)).into(new ArrayList<>()))) {
            creators.add(Address.of(payout.getString("creator")));
        }
        return creators;
    }

    @Override
    public void forgetFrom(long block) {
        mongo.call(() -> payouts.deleteMany(from(block)));
    }

    private static Document from(long block) {
        return new Document("block", new Document("$gte", block));
    }

    @Override
    public List<Payout> ofBatch(BatchId batch) {
        return mongo.call(() -> payouts.find(new Document("batch", batch.toString()))
                .map(MongoPayouts::read)
                .into(new ArrayList<>()));
    }

    @Override
    public List<Payout> ofCreator(Address creator, int limit) {
        return mongo.call(() -> payouts.find(new Document("creator", creator.toString()))
                .sort(new Document("at", -1).append("_id", -1))
                .limit(limit)
                .map(MongoPayouts::read)
                .into(new ArrayList<>()));
    }

    private static String key(Payout payout) {
        return payout.creator() + ":" + payout.batch() + ":" + payout.transaction();
    }

    private static Document write(Payout payout) {
        return new Document("_id", key(payout))
                .append("creator", payout.creator().toString())
                .append("batch", payout.batch().toString())
                .append("epoch", payout.epoch())
                .append("claps", Money.encode(payout.claps()))
                .append("gifts", Money.encode(payout.gifts()))
                .append("paid", Money.encode(payout.paid()))
                .append("transaction", payout.transaction().toString())
                .append("block", payout.block())
                .append("at", Bson.date(payout.at()));
    }

    private static Payout read(Document document) {
        Row row = new Row(document);
        return new Payout(
                row.address("creator"),
                BatchId.of(row.text("batch")),
                row.number("epoch"),
                row.money("claps"),
                row.money("gifts"),
                row.money("paid"),
                row.word("transaction"),
                row.number("block"),
                row.instant("at"));
    }
}
