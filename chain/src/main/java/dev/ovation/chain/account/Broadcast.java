package dev.ovation.chain.account;

import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the last attempts of slots, several in one exchange, and notes on each slot what the node said. */
final class Broadcast {

    private static final Logger LOG = LoggerFactory.getLogger(Broadcast.class);

    /** In raw bytes, which double as text; nodes limit a request to some megabytes. */
    private static final int MOST_BYTES_AT_ONCE = 512 * 1024;

    private final OwnedAccount account;

    Broadcast(OwnedAccount account) {
        this.account = account;
    }

    /**
     * @param slots by nonce
     */
    void send(List<Slot> slots) {
        List<Slot> part = new ArrayList<>();
        int bytes = 0;
        for (Slot slot : slots) {
            int size = slot.record.lastAttempt().signed().raw().size();
            if (!part.isEmpty() && bytes + size > MOST_BYTES_AT_ONCE) {
                sendTogether(part);
                part.clear();
                bytes = 0;
            }
            part.add(slot);
            bytes += size;
        }
        if (!part.isEmpty()) {
            sendTogether(part);
        }
    }

    private void sendTogether(List<Slot> slots) {
        RpcBatch batch = account.rpc().newBatch();
        List<RpcBatch.Answer<Bytes32>> answers = slots.stream()
                .map(slot -> batch.add(EvmCalls.sendRawTransaction(
                        slot.record.lastAttempt().signed().raw())))
                .toList();
        try {
            batch.send();
        } catch (RpcFailure.OutcomeUnknown e) {
            // Some or all may have arrived: each is looked up before it is sent again.
            slots.forEach(slot -> lookUpFirst(slot, Instant.EPOCH));
            throw e;
        }
        for (int i = 0; i < slots.size(); i++) {
            note(slots.get(i), answers.get(i));
        }
    }

    private static void lookUpFirst(Slot slot, Instant at) {
        slot.fresh = false;
        slot.lookUpAt = at;
    }

    private void note(Slot slot, RpcBatch.Answer<Bytes32> answer) {
        boolean first = slot.fresh;
        BroadcastAnswer meaning = BroadcastAnswer.ACCEPTED;
        String words = "";
        try {
            answer.get();
        } catch (RpcFailure.Rejected e) {
            meaning = BroadcastAnswer.of(e);
            words = String.valueOf(e.getMessage());
        } catch (RpcFailure e) {
            lookUpFirst(slot, Instant.EPOCH);
            return;
        }
        lookUpFirst(slot, account.clock().instant().plus(account.policy().rebroadcastAfter()));
        LOG.info(
                "event=transaction_broadcast account={} key={} nonce={} hash={} answer={} words=\"{}\"",
                account.address(),
                slot.record.key(),
                slot.nonce(),
                slot.lastHash(),
                meaning,
                words);
        if (!first) {
            account.listener().rebroadcast(account.address(), slot.record.key(), slot.lastHash());
        }
        switch (meaning) {
            case ACCEPTED, ALREADY_KNOWN -> slot.unpayable = false;
            case UNDERPRICED -> slot.underpriced = true;
            case INVALID -> slot.cancelling = true;
            case INSUFFICIENT_FUNDS -> slot.unpayable = true;
            case NONCE_TOO_LOW, NONCE_TOO_HIGH, POOL_FULL, UNCLEAR -> {
                // The next looks at the chain explain the first two; the others pass.
            }
        }
    }
}
