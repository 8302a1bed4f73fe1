package dev.ovation.core.work;

import java.util.UUID;

/** Makes new time-ordered identifiers (UUID version 7). Safe to share between threads. */
public interface Ids {

    UUID next();
}
