package dev.ovation.runtime.http;

/** The methods that routes answer to. Who answers GET answers HEAD as well. */
public enum Verb {
    GET,
    POST,
    DELETE
}
