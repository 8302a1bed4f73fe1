package dev.ovation.bench.stack;

import dev.ovation.runtime.deploy.RoleAddresses;
import java.util.List;
import java.util.stream.Stream;

/** The house's own keys, one for each role. */
public record Staff(
        Wallet deployer,
        Wallet admin,
        List<Wallet> relayers,
        Wallet compliance,
        Wallet settler,
        Wallet treasurer,
        Wallet pauser) {

    public static Staff ofBench() {
        return new Staff(
                Wallet.named("deployer"),
                Wallet.named("admin"),
                Wallet.several("relayer", 2),
                Wallet.named("compliance"),
                Wallet.named("settler"),
                Wallet.named("treasurer"),
                Wallet.named("pauser"));
    }

    RoleAddresses roles() {
        return new RoleAddresses(
                admin.address(),
                relayers.stream().map(Wallet::address).toList(),
                compliance.address(),
                settler.address(),
                treasurer.address(),
                pauser.address());
    }

    List<Wallet> all() {
        return Stream.concat(Stream.of(deployer, admin, compliance, settler, treasurer, pauser), relayers.stream())
                .toList();
    }
}
