package dev.ovation.bench.crypto;

import dev.ovation.bench.Benchmark;
import dev.ovation.bench.Option;
import dev.ovation.bench.Options;
import dev.ovation.bench.Result;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.chain.eip712.Domain;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * How many EIP-712 authorizations one core verifies in a second: parse the signature, hash the record, recover the
 * signer, compare. One thread, counted in its own CPU time, so that other work on the machine takes nothing away.
 */
public final class CryptoBenchmark implements Benchmark {

    private static final int AUTHORIZATIONS = 2_000;
    private static final long SEED = 712;
    private static final Address CONTRACT = Address.of("0x00000000000000000000000000000000000000c1");
    private static final Domain DOMAIN = new Domain("Ovation", "1", 31337, CONTRACT);

    private record Rate(double perCpuSecond, double perWallSecond) {}

    @Override
    public String name() {
        return "crypto";
    }

    @Override
    public String description() {
        return "EIP-712 hash, signature parsing and recovery on one core";
    }

    @Override
    public List<Option> options() {
        return List.of(new Option("seconds", "5", "of CPU time for each figure, after as many to warm up"));
    }

    @Override
    public Result run(Options options) {
        int seconds = options.integer("seconds", 1);
        List<SignedAuthorization> signed = new ArrayList<>(AUTHORIZATIONS);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < AUTHORIZATIONS; i++) {
            signed.add(SignedAuthorization.draw(DOMAIN, random));
        }
        List<Bytes32> hashes = signed.stream().map(CryptoBenchmark::hash).toList();
        System.out.println("implementation " + Secp256k1.best().getClass().getSimpleName() + ", " + AUTHORIZATIONS
                + " authorizations");

        Rate hash = measure("hash", seconds, signed, authorization -> hash(authorization));
        List<Integer> indices =
                java.util.stream.IntStream.range(0, AUTHORIZATIONS).boxed().toList();
        Rate recover = measure("recover", seconds, indices, i -> check(hashes.get(i), signed.get(i)));
        Rate verify = measure(
                "hash and recover", seconds, signed, authorization -> check(hash(authorization), authorization));
        return Result.empty()
                .with("verify_per_core_s", verify.perCpuSecond(), 0)
                .with("hash_per_core_s", hash.perCpuSecond(), 0)
                .with("recover_per_core_s", recover.perCpuSecond(), 0)
                .with("verify_us", 1e6 / verify.perCpuSecond(), 1);
    }

    private static Bytes32 hash(SignedAuthorization signed) {
        return DOMAIN.hash(SignedAuthorization.TYPE, signed.authorization());
    }

    private static void check(Bytes32 hash, SignedAuthorization signed) {
        Address signer = Secp256k1.best().recover(hash, Signature.of(signed.signature()));
        if (!signer.equals(signed.authorization().owner())) {
            throw new IllegalStateException("a signature did not verify");
        }
    }

    private static <T> Rate measure(String what, int seconds, List<T> inputs, Consumer<T> work) {
        repeat(seconds, inputs, work);
        Rate rate = repeat(seconds, inputs, work);
        System.out.printf(
                "%-17s %,10.0f per core and second (%,.0f by the clock on the wall)%n",
                what, rate.perCpuSecond(), rate.perWallSecond());
        return rate;
    }

    private static <T> Rate repeat(int seconds, List<T> inputs, Consumer<T> work) {
        var threads = ManagementFactory.getThreadMXBean();
        long cpuStart = threads.getCurrentThreadCpuTime();
        long wallStart = System.nanoTime();
        long done = 0;
        while (threads.getCurrentThreadCpuTime() - cpuStart < seconds * 1_000_000_000L) {
            inputs.forEach(work);
            done += inputs.size();
        }
        double cpu = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e9;
        double wall = (System.nanoTime() - wallStart) / 1e9;
        return new Rate(done / cpu, done / wall);
    }
}
