package dev.ovation.runtime.onchain;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.onchain.contracts.Words;
import java.util.List;

/** The hashes over a batch that the contracts compare with what they kept. */
final class BatchHashes {

    private BatchHashes() {}

    /** {@code keccak256(abi.encodePacked(owners))}: in an array, packed elements still fill a word each. */
    static Bytes32 ofOwners(List<Intent> legs) {
        return Keccak256.hash(
                legs.stream().map(leg -> Words.of(leg.fan()).bytes()).toArray(byte[][]::new));
    }
}
