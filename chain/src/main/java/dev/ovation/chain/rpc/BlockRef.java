package dev.ovation.chain.rpc;

/** Which block's state a call reads. */
public record BlockRef(String text) {

    public static final BlockRef LATEST = new BlockRef("latest");
    public static final BlockRef PENDING = new BlockRef("pending");
    public static final BlockRef SAFE = new BlockRef("safe");
    public static final BlockRef FINALIZED = new BlockRef("finalized");

    public static BlockRef number(long number) {
        return new BlockRef("0x" + Long.toHexString(number));
    }

    @Override
    public String toString() {
        return text;
    }
}
