package dev.ovation.runtime.http;

/** The methods that routes answer to. */
public enum Verb {
    GET,
    POST,
    DELETE
}
