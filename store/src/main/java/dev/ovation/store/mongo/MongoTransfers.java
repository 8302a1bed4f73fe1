package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.ovation.core.ledger.Transfer;
import dev.ovation.core.ledger.Transfers;
import dev.ovation.core.value.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** Transfers between wallets; transaction and log index together are the key. */
public final class MongoTransfers implements Transfers {

    private final Mongo mongo;
    private final MongoCollection<Document> transfers;

    public MongoTransfers(Mongo mongo) {
        this.mongo = mongo;
        this.transfers = mongo.collection(Schema.TRANSFERS);
    }

    @Override
    public void insertAll(Collection<Transfer> added) {
        if (added.isEmpty()) {
            return;
        }
        List<Document> documents = added.stream().map(MongoTransfers::write).toList();
        mongo.unlessDuplicate(() -> transfers.insertMany(documents, new InsertManyOptions().ordered(false)));
    }

    @Override
    public Set<Address> forgetFrom(long block) {
        Document forgotten = new Document("block", new Document("$gte", block));
        Set<Address> touched = new HashSet<>();
        for (Document transfer : mongo.call(() -> transfers.find(forgotten).into(new ArrayList<>()))) {
            touched.add(Address.of(transfer.getString("from")));
            touched.add(Address.of(transfer.getString("to")));
        }
        mongo.call(() -> transfers.deleteMany(forgotten));
        return touched;
    }

    private static Document write(Transfer transfer) {
        return new Document("_id", transfer.transaction() + ":" + transfer.logIndex())
                .append("token", transfer.token().name())
                .append("from", transfer.from().toString())
                .append("to", transfer.to().toString())
                .append("amount", Money.encode(transfer.amount()))
                .append("block", transfer.block())
                .append("transaction", transfer.transaction().toString())
                .append("at", Bson.date(transfer.at()));
    }
}
