package dev.ovation.standalone;

import java.util.List;

/**
 * The keys of a development instance: Anvil's publicly known ones, one for each role. They own nothing anywhere else,
 * and the servers accept them in the development profile only because they are handed over like any other key.
 */
final class DevelopmentKeys {

    static final String ADMIN = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    static final List<String> RELAYERS = List.of(
            "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
            "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");
    static final String COMPLIANCE = "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6";
    static final String SETTLER = "0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a";
    static final String TREASURER = "0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba";
    static final String PAUSER = "0x92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e";

    private DevelopmentKeys() {}
}
