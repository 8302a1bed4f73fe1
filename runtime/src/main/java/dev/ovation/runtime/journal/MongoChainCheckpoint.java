package dev.ovation.runtime.journal;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import dev.ovation.chain.follow.ChainCheckpoint;
import dev.ovation.chain.follow.Checkpoint;
import dev.ovation.core.value.Bytes32;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;

/** How far one follower has read: one document in {@code chain_checkpoints}. One writer at a time. */
public final class MongoChainCheckpoint implements ChainCheckpoint {

    private final MongoCollection<Document> checkpoints;
    private final Document key;

    /**
     * @param name of the follower
     */
    public MongoChainCheckpoint(MongoDatabase database, String name) {
        this.checkpoints = Durable.collection(database, "chain_checkpoints");
        this.key = new Document("_id", name);
    }

    @Override
    public Optional<Checkpoint> load() {
        return Durable.answered(() -> Optional.ofNullable(checkpoints.find(key).first()))
                .map(MongoChainCheckpoint::read);
    }

    private static Checkpoint read(Document document) {
        TreeMap<Long, Bytes32> recent = new TreeMap<>();
        document.get("recent", Document.class)
                .forEach((number, hash) -> recent.put(Long.valueOf(number), Bytes32.of((String) hash)));
        return new Checkpoint(document.getLong("nextBlock"), recent);
    }

    @Override
    public void save(Checkpoint checkpoint) {
        Document recent = new Document();
        checkpoint.recent().forEach((number, hash) -> recent.append(number.toString(), hash.toString()));
        Document document =
                new Document(key).append("nextBlock", checkpoint.nextBlock()).append("recent", recent);
        Durable.answered(() -> checkpoints.replaceOne(key, document, new ReplaceOptions().upsert(true)));
    }

    /** The follower begins anew. */
    public void forget() {
        Durable.answered(() -> checkpoints.deleteOne(key));
    }
}
