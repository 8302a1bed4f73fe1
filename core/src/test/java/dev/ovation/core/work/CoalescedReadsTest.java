package dev.ovation.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CoalescedReadsTest {

    @Test
    void those_who_come_while_a_call_is_on_its_way_share_the_next_one() throws Exception {
        List<Set<Integer>> calls = new CopyOnWriteArrayList<>();
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CoalescedReads<Integer, Integer> reads = new CoalescedReads<>("test", keys -> {
            calls.add(Set.copyOf(keys));
            underWay.countDown();
            await(go);
            return squares(keys);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Integer>> first = threads.submit(() -> reads.read(1));
            underWay.await();
            List<Future<Optional<Integer>>> others = new ArrayList<>();
            List<Thread> asking = new CopyOnWriteArrayList<>();
            for (int key = 2; key <= 50; key++) {
                int asked = key;
                others.add(threads.submit(() -> {
                    asking.add(Thread.currentThread());
                    return reads.read(asked);
                }));
            }
            while (asking.size() < 49
                    || asking.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
                Thread.onSpinWait();
            }
            go.countDown();
            assertThat(first.get()).hasValue(1);
            for (int key = 2; key <= 50; key++) {
                assertThat(others.get(key - 2).get()).hasValue(key * key);
            }
        }
        assertThat(calls).hasSize(2);
        assertThat(calls.get(1)).hasSize(49);
    }

    @Test
    void what_the_source_leaves_out_is_empty() {
        CoalescedReads<Integer, Integer> reads = new CoalescedReads<>("test", _ -> Map.of());
        assertThat(reads.read(7)).isEmpty();
    }

    @Test
    void a_failure_reaches_those_who_asked_and_nobody_later() {
        List<Integer> calls = new ArrayList<>();
        CoalescedReads<Integer, Integer> reads = new CoalescedReads<>("test", keys -> {
            calls.add(keys.size());
            if (calls.size() == 1) {
                throw new IllegalStateException("away");
            }
            return squares(keys);
        });
        assertThatThrownBy(() -> reads.read(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("away");
        assertThat(reads.read(3)).hasValue(9);
    }

    private static Map<Integer, Integer> squares(Set<Integer> keys) {
        Map<Integer, Integer> squares = new HashMap<>();
        keys.forEach(key -> squares.put(key, key * key));
        return squares;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
