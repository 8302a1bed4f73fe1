package dev.ovation.bench;

/** The command line asks for what a benchmark can't do; the message says so to a person. */
public final class InvalidOption extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidOption(String message) {
        super(message);
    }
}
