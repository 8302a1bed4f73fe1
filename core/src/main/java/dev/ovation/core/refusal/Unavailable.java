package dev.ovation.core.refusal;

/** Something that a request needs (MongoDB, Redis, the chain, a gateway) does not answer. Retry later. */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String dependency;

    /**
     * @param dependency the name to show: {@code mongodb}, {@code redis}, {@code chain} or {@code gateway}
     */
    public Unavailable(String dependency, Throwable cause) {
        super(dependency + " is unavailable", cause);
        this.dependency = dependency;
    }

    public String dependency() {
        return dependency;
    }
}
