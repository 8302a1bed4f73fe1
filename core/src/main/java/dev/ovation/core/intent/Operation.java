package dev.ovation.core.intent;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What a client's idempotency key stands for. Intents take their ids from it, so that whoever repeats the request, after
 * a crash or beside a slow server, finds what the first one made instead of making it twice.
 *
 * @param repeated whether an earlier attempt may have had an effect
 */
public record Operation(UUID id, boolean repeated) {

    /** The id of its intent on one leg: as old as the operation, and nobody else's. */
    IntentId intent(int leg) {
        byte[] name = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(leg)
                .array();
        return new IntentId(new UUID(
                id.getMostSignificantBits(), UUID.nameUUIDFromBytes(name).getLeastSignificantBits()));
    }
}
