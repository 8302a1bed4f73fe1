package dev.ovation.chain.account;

/** Whether, and under which token, an account may be used now. */
public interface Fence {

    /** For an account that only one process ever uses. */
    static Fence alone() {
        return new Fence() {
            @Override
            public long token() {
                return 1;
            }

            @Override
            public boolean held() {
                return true;
            }
        };
    }

    long token();

    /** False as soon as somebody else may hold the account. */
    boolean held();
}
