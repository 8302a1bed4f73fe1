package dev.ovation.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls of different kinds that travel together. Not safe for use by several threads at once. */
public final class RpcBatch {

    /** The answer to one call, to be read after {@link RpcBatch#send()}. */
    public static final class Answer<T> {

        private final RpcCall<T> call;
        private Optional<RpcReply> reply = Optional.empty();

        private Answer(RpcCall<T> call) {
            this.call = call;
        }

        /**
         * @throws RpcFailure if this call has no result
         * @throws IllegalStateException if the batch has not been sent
         */
        public T get() {
            return call.decode(reply.orElseThrow(() -> new IllegalStateException("the batch has not been sent")));
        }
    }

    private final RpcClient client;
    private final List<Answer<?>> answers = new ArrayList<>();

    RpcBatch(RpcClient client) {
        this.client = client;
    }

    public <T> Answer<T> add(RpcCall<T> call) {
        Answer<T> answer = new Answer<>(call);
        answers.add(answer);
        return answer;
    }

    /**
     * Sends what was added. Nothing happens for an empty batch.
     *
     * @throws RpcFailure if the exchange as a whole failed
     */
    public void send() {
        if (answers.isEmpty()) {
            return;
        }
        List<RpcReply> replies = client.send(
                answers.stream().map(answer -> answer.call.request()).toList());
        for (int i = 0; i < replies.size(); i++) {
            answers.get(i).reply = Optional.of(replies.get(i));
        }
    }
}
