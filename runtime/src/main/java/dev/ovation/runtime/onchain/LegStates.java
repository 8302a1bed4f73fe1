package dev.ovation.runtime.onchain;

import dev.ovation.core.intent.IntentState;

/** The contracts' {@code LegState} by number, as OvationTypes.sol lists it, in the domain's words. */
final class LegStates {

    static final int RELEASED = 3;

    private LegStates() {}

    /**
     * @param released what a released leg is: the chain keeps skipped, rejected and cancelled ones alike and only its
     *     events tell them apart
     */
    static IntentState of(int legState, IntentState released) {
        return switch (legState) {
            case 0 -> IntentState.PENDING;
            case 1 -> IntentState.SUBMITTED;
            case 2 -> IntentState.APPROVED;
            case RELEASED -> released;
            case 4 -> IntentState.SETTLED;
            default -> throw new IllegalStateException("the contract knows a leg state " + legState);
        };
    }
}
