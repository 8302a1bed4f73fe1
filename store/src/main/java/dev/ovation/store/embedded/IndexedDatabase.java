package dev.ovation.store.embedded;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import java.util.List;
import org.h2.mvstore.MVStore;

/** A database that makes its indexes our own; see {@link IndexedBackend}. */
final class IndexedDatabase extends H2Database {

    private final MVStore files;

    IndexedDatabase(String name, MVStore files, CursorRegistry cursors) {
        // First: the parent's constructor opens the indexes of a database that has some.
        this.files = files;
        super(name, files, cursors);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new UniqueIndex(
                files.openMap(getDatabaseName() + "." + collection + "._index_" + index), index, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
        return new FirstFieldIndex(index, keys, sparse);
    }
}
