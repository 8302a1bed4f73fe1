package dev.ovation.bench.queue;

/** What a job carries on both sides: about the size of our own jobs. */
record Payload(String account, String amount, int attempt) {

    static Payload of(int i) {
        return new Payload("account-" + i, "1250000000000000000", i);
    }
}
