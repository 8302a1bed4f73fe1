package dev.ovation.api.ops;

/**
 * Something that the server can't do without.
 *
 * @param name such as {@code mongodb}
 * @param probe returns if it answers, and throws if not; takes a few seconds at most
 */
public record Dependency(String name, Runnable probe) {}
