package dev.ovation.runtime.work;

/** What kinds of jobs there are; the name of each says what its handler does. */
public final class JobNames {

    /** Settlement queue: settles what is approved and pays creators out. */
    public static final String SETTLE = "settle";

    /** Settlement queue too: screens intents, so that approving and settling never run at the same time. */
    public static final String APPROVE = "approve";

    /** Accrual queue: reads every account anew from the chain. */
    public static final String REFRESH = "refresh";

    /** Accrual queue: writes the interest of named accounts down on the chain. */
    public static final String MATERIALISE = "materialise";

    /** Accrual queue: compares documents, cache and chain. */
    public static final String RECONCILE = "reconcile";

    public static final String MINT = "mint";

    public static final String WITHDRAW = "withdraw";

    private JobNames() {}
}
