package dev.ovation.core.work;

import java.time.Duration;
import java.util.Optional;

/** Exclusive, expiring claims among several servers, for work that one of them does at a time. */
public interface Leases {

    /** A claim that is held until closed or expired. */
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }

    Optional<Lease> tryAcquire(String name, Duration validity);
}
