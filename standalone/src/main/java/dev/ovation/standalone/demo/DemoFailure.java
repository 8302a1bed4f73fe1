package dev.ovation.standalone.demo;

/** The story did not go as it must; says where. */
public final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DemoFailure(String sentence) {
        super(sentence);
    }
}
