package dev.ovation.store.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose documents lie in the file as BSON. As it comes the server keeps Java objects there, which it
 * serializes anew whenever their page is written or moved, while it may be changing them.
 */
final class BsonCollection extends AbstractSynchronizedMongoCollection<Object> {

    private static final int ORDINARY_BYTES = 1024;

    /** Bytes; in a file of an older version also the objects themselves. */
    private final MVMap<Object, Object> documents;

    BsonCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Object> documents,
            CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    private static byte[] encode(Document document) {
        ByteBuf buffer = Unpooled.buffer(ORDINARY_BYTES);
        BsonEncoder.encodeDocument(document, buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    private static Document decode(Object stored) {
        return stored instanceof byte[] bytes
                ? BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes))
                : (Document) stored;
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        String idField = getIdField();
        Object id = idField == null ? UUID.randomUUID() : Utils.getSubdocumentValue(document, idField);
        if (documents.putIfAbsent(Missing.ofNullable(id), encode(document)) != null) {
            throw new IllegalStateException(getFullName() + " has a document with this key already: " + id);
        }
        return id;
    }

    @Override
    protected @Nullable Document getDocument(Object position) {
        Object stored = documents.get(position);
        return stored == null ? null : decode(stored);
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        documents.put(Missing.ofNullable(position), encode(after));
    }

    @Override
    protected void removeDocument(Object position) {
        if (documents.remove(position) == null) {
            throw new NoSuchElementException(getFullName() + " has no document with the key " + position);
        }
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(entry -> new DocumentWithPosition<>(decode(entry.getValue()), entry.getKey()));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        Stream<DocumentWithPosition<Object>> all = isNaturalDescending(orderBy)
                ? streamAllDocumentsWithPosition()
                        .sorted((a, b) -> ValueComparator.desc().compare(a.getPosition(), b.getPosition()))
                : streamAllDocumentsWithPosition();
        return matchDocumentsFromStream(
                all.map(DocumentWithPosition::getDocument), query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Counted when somebody asks for it. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int change) {}

    @Override
    protected int getDataSize() {
        long bytes = documents.values().stream()
                .mapToLong(stored -> stored instanceof byte[] encoded ? encoded.length : 0)
                .sum();
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }
}
