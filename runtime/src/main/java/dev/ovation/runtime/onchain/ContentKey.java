package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;

/** Names a transaction by what it does: the same call under the same name is one transaction. */
final class ContentKey {

    private ContentKey() {}

    static String of(String name, Bytes... content) {
        byte[][] parts = new byte[content.length][];
        for (int i = 0; i < content.length; i++) {
            parts[i] = content[i].toArray();
        }
        return name + ":" + Keccak256.hash(parts);
    }
}
