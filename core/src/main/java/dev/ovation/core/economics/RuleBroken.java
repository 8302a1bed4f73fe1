package dev.ovation.core.economics;

/** An operation was refused as a whole; nothing has changed. */
public final class RuleBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Rule rule;

    RuleBroken(Rule rule) {
        super(rule.contractError());
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }

    static void unless(boolean kept, Rule rule) {
        if (!kept) {
            throw new RuleBroken(rule);
        }
    }
}
