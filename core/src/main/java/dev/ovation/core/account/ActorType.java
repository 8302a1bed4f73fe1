package dev.ovation.core.account;

/** What an account may be. The first two sign up by themselves; staff are appointed by an admin. */
public enum ActorType {
    USER,
    CREATOR,
    OPERATOR,
    COMPLIANCE,
    ADMIN;

    public boolean isStaff() {
        return this != USER && this != CREATOR;
    }
}
