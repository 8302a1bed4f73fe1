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
    public Set<Address> partiesFrom(long block) {
        Set<Address> parties = new HashSet<>();
        for (Document transfer : mongo.call(() -> transfers.find(from(block)).into(new ArrayList<>()))) {
            parties.add(Address.of(transfer.getString("from")));
            parties.add(Address.of(transfer.getString("to")));
        }
        return parties;
    }

    @Override
    public void forgetFrom(long block) {
        mongo.call(() -> transfers.deleteMany(from(block)));
    }

    private static Document from(long block) {
        return new Document("block", new Document("$gte", block));
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
