package dev.ovation.store.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database that makes its collections and indexes our own; see {@link IndexedBackend}. */
final class IndexedDatabase extends H2Database {

    private static final String DOCUMENTS = "databases.";

    private final MVStore files;

    IndexedDatabase(String name, MVStore files, CursorRegistry cursors) {
        // First: the parent's constructor opens the collections and indexes of a database that has some.
        this.files = files;
        super(name, files, cursors);
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String collection, CollectionOptions options) {
        return new BsonCollection(
                this, collection, options, files.openMap(DOCUMENTS + fullName(collection)), cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        // An older version kept it in the file.
        files.removeMap(fullName(collection) + "._index_" + index);
        return new UniqueIndex(index, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new FirstFieldIndex(index, keys, sparse);
    }

    private String fullName(String collection) {
        return getDatabaseName() + "." + collection;
    }
}
