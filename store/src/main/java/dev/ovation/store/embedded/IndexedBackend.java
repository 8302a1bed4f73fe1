package dev.ovation.store.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

/**
 * The embedded server's files, with working indexes and with documents as BSON. As it comes the server has no indexes but
 * unique ones, and uses those only where a query names their fields and nothing else: a conditional update of one intent
 * reads them all.
 */
public final class IndexedBackend extends H2Backend {

    public IndexedBackend(String file) {
        super(file);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new IndexedDatabase(name, getMvStore(), getCursorRegistry());
    }
}
