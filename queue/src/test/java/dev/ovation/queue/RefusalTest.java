package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors in the words of Redis 6.2 and 7. */
class RefusalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "READONLY You can't write against a read only replica.",
                "READONLY You can't write against a read only replica. script: f00, on @user_script:72.",
                "ERR Error running script (call to f_f00): @user_script:72: @user_script: 72: -READONLY You can't write"
                        + " against a read only replica.",
                "ERR Error running script (call to f_f00): @user_script:72: @user_script: 72: -MISCONF Redis is configured"
                        + " to save RDB snapshots, but it is currently not able to persist on disk.",
                "ERR Error running script (call to f_f00): @user_script:72: @user_script: 72: -OOM command not allowed when"
                        + " used memory > 'maxmemory'.",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "NOREPLICAS Not enough good replicas to write.",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "ERR max number of clients reached"
            })
    void whatPasses(String message) {
        assertThat(Refusal.passes(message)).isTrue();
        assertThat(Refusal.endsSession(message))
                .isEqualTo(message.contains("READONLY")
                        || message.contains("MASTERDOWN")
                        || message.contains("max number of clients"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGPASS invalid username-password pair or user is disabled.",
                "NOPERM this user has no permissions to run the 'evalsha' command or its subcommand",
                "BUSYGROUP Consumer Group name already exists",
                "ERR Error running script (call to f_f00): @user_script:72: @user_script: 72: -WRONGTYPE Operation against a"
                        + " key holding the wrong kind of value",
                "ERR Error running script (call to f_f00): @user_script:7: user_script:7: job a: -READONLY is its name",
                "ERR unknown command 'READONLY'"
            })
    void whatDoesNotPass(String message) {
        assertThat(Refusal.passes(message)).isFalse();
        assertThat(Refusal.endsSession(message)).isFalse();
    }
}
