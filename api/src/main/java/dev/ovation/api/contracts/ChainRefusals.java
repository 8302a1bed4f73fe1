package dev.ovation.api.contracts;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;

/** What a contract's reason means to the client: the same code as if we had seen it ourselves, where there is one. */
final class ChainRefusals {

    private ChainRefusals() {}

    static Refused of(String reason) {
        RefusalCode code = switch (reason) {
            case "BadSignature", "InvalidSignature" -> RefusalCode.INVALID_SIGNATURE;
            case "NotYetValid" -> RefusalCode.AUTHORIZATION_NOT_YET_VALID;
            case "Expired" -> RefusalCode.AUTHORIZATION_EXPIRED;
            case "Revoked" -> RefusalCode.AUTHORIZATION_REVOKED;
            case "NonceUsed" -> RefusalCode.AUTHORIZATION_REPLAYED;
            case "OverCap", "OverCapPerIntent" -> RefusalCode.OVER_CAP;
            case "WrongCreator" -> RefusalCode.AUTHORIZATION_MISMATCH;
            case "InsufficientBalance" -> RefusalCode.INSUFFICIENT_BALANCE;
            default -> reason.contains("Pause") ? RefusalCode.PAUSED : RefusalCode.REFUSED_ON_CHAIN;
        };
        return new Refused(code, "The contract refused it: " + (reason.isEmpty() ? "no reason given" : reason) + ".");
    }
}
