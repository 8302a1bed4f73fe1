package dev.ovation.runtime.settings;

/** A missing or wrong setting. Its message is one sentence that names it and never holds its value if it is secret. */
public final class InvalidSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSetting(String sentence) {
        super(sentence);
    }
}
