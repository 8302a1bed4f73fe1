package dev.ovation.runtime.onchain.contracts;

import java.util.List;

/** The contracts' {@code SkipReason} by number, as OvationTypes.sol lists it. */
public final class SkipReasons {

    private static final List<String> NAMES = List.of(
            "None",
            "BadSignature",
            "NotYetValid",
            "Expired",
            "Revoked",
            "NonceUsed",
            "OverCap",
            "OverCapPerIntent",
            "WrongCreator",
            "UnknownCreator",
            "InsufficientBalance",
            "ZeroAmount",
            "Malformed",
            "UnknownAuthorization");

    private SkipReasons() {}

    /** The name of a reason; a number that this version does not know is shown as it is. */
    public static String name(int reason) {
        return reason >= 0 && reason < NAMES.size() ? NAMES.get(reason) : "SkipReason" + reason;
    }
}
