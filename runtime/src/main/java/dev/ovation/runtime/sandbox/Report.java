package dev.ovation.runtime.sandbox;

/**
 * A webhook that is to be delivered.
 *
 * @param body JSON, the same at every try
 * @param delivered whether somebody answered with 2xx
 */
record Report(String id, String body, boolean delivered) {

    Report heard() {
        return new Report(id, body, true);
    }
}
