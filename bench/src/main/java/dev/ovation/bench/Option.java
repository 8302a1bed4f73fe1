package dev.ovation.bench;

/**
 * One setting of a benchmark, given as {@code --name value}.
 *
 * @param fallback the value where none is given
 */
public record Option(String name, String fallback, String meaning) {}
