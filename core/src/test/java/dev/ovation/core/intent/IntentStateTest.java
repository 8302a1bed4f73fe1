package dev.ovation.core.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntentStateTest {

    @ParameterizedTest
    @EnumSource(IntentState.class)
    void no_state_can_be_reached_from_itself(IntentState state) {
        Set<IntentState> reached = EnumSet.noneOf(IntentState.class);
        Set<IntentState> frontier = successors(state);
        while (reached.addAll(frontier)) {
            Set<IntentState> next = EnumSet.noneOf(IntentState.class);
            frontier.forEach(s -> next.addAll(successors(s)));
            frontier = next;
        }
        assertThat(reached).doesNotContain(state);
    }

    @ParameterizedTest
    @EnumSource(IntentState.class)
    void a_final_state_has_no_successor(IntentState state) {
        assertThat(successors(state).isEmpty()).isEqualTo(state.isFinal());
    }

    private static Set<IntentState> successors(IntentState state) {
        Set<IntentState> successors = EnumSet.noneOf(IntentState.class);
        for (IntentState other : IntentState.values()) {
            if (other.predecessors().contains(state)) {
                successors.add(other);
            }
        }
        return successors;
    }
}
