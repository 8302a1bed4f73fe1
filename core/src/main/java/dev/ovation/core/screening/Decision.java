package dev.ovation.core.screening;

/**
 * A verdict with its reason in words for staff; empty where it is clear.
 */
public record Decision(Verdict verdict, String reason) {

    public static final Decision CLEAR = new Decision(Verdict.CLEAR, "");
}
