package dev.ovation.bench.stack;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.core.value.Address;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** A key that is the same in every run and worth nothing outside, and its address. */
public record Wallet(PrivateKey key, Address address) {

    /** The wallet of that name. */
    public static Wallet named(String name) {
        PrivateKey key = PrivateKey.of(Keccak256.bytes(("ovation bench " + name).getBytes(StandardCharsets.UTF_8)));
        return new Wallet(key, Secp256k1.best().address(key));
    }

    /** Wallets {@code name 0}, {@code name 1} and so on. */
    public static List<Wallet> several(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> named(name + " " + i)).toList();
    }

    /** As the servers' settings want it: {@code 0x} and 64 digits. */
    public String keyHex() {
        return "0x" + HexFormat.of().formatHex(key.secret());
    }
}
