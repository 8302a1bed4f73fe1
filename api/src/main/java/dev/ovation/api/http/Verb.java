package dev.ovation.api.http;

/** The methods that routes answer to. */
public enum Verb {
    GET,
    POST,
    DELETE
}
