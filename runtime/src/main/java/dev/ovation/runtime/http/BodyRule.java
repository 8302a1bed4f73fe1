package dev.ovation.runtime.http;

/** What body a route takes. */
public enum BodyRule {
    /** None; what comes is not looked at. */
    NONE,
    /** One JSON object. */
    JSON,
    /** One JSON object, or nothing at all. */
    OPTIONAL_JSON,
    /** Bytes as they are, for those who sign them. */
    RAW
}
