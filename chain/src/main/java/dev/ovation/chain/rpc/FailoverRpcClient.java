package dev.ovation.chain.rpc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several endpoints behind one client. Each request goes to the healthiest; where that one can't be reached, or loses
 * the answer to something repeatable, or answers it with an error of its own, the next is asked. A revert is an answer,
 * and final; so is every answer to what must not be repeated.
 */
public final class FailoverRpcClient implements RpcClient {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverRpcClient.class);

    private record Member(String name, RpcClient client, EndpointHealth health) {}

    /** While the client is in use, the endpoints' heads are compared this often. */
    private static final Duration PROBE_EVERY = Duration.ofSeconds(5);

    private final List<Member> members = new ArrayList<>();
    private final AtomicLong probedAt;
    private final FailoverPolicy policy;
    private final InstantSource clock;

    /**
     * @param endpoints in the order in which equals are preferred
     */
    public FailoverRpcClient(List<HttpEndpoint> endpoints, FailoverPolicy policy, InstantSource clock) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("at least one endpoint is needed");
        }
        this.policy = policy;
        this.clock = clock;
        this.probedAt = new AtomicLong(clock.millis());
        endpoints.forEach(
                endpoint -> members.add(new Member(endpoint.name(), endpoint, new EndpointHealth(policy, clock))));
    }

    @Override
    public List<RpcReply> send(List<RpcRequest> requests) {
        probeNowAndThen();
        boolean repeatable = requests.stream().allMatch(RpcRequest::repeatable);
        RpcFailure last = new RpcFailure.Unreachable("every endpoint's circuit is open");
        Optional<List<RpcReply>> incomplete = Optional.empty();
        for (Member member : candidates()) {
            try {
                List<RpcReply> replies = ask(member, requests);
                Optional<RpcFailure.Rejected> own =
                        repeatable ? ownErrors(replies).findFirst() : Optional.empty();
                if (own.isEmpty()) {
                    return replies;
                }
                // Whole, of one endpoint: answers of several might speak of several states of the chain.
                incomplete = incomplete.or(() -> Optional.of(replies));
                last = own.get();
            } catch (RpcFailure.Unreachable e) {
                last = e;
            } catch (RpcFailure.OutcomeUnknown | RpcFailure.Rejected e) {
                if (!repeatable) {
                    throw e;
                }
                last = e;
            }
            LOG.warn(
                    "event=rpc_failover endpoint={} method={} reason=\"{}\"",
                    member.name(),
                    requests.getFirst().method(),
                    last.getMessage());
        }
        if (incomplete.isPresent()) {
            return incomplete.get();
        }
        throw last;
    }

    private static Stream<RpcFailure.Rejected> ownErrors(List<RpcReply> replies) {
        return replies.stream()
                .filter(RpcReply.Error.class::isInstance)
                .map(reply -> ((RpcReply.Error) reply).failure())
                .filter(failure -> !failure.reverted());
    }

    private List<RpcReply> ask(Member member, List<RpcRequest> requests) {
        Instant start = clock.instant();
        try {
            List<RpcReply> replies = member.client().send(requests);
            if (ownErrors(replies).findAny().isPresent() && tellsOfHealth(requests)) {
                member.health().failed();
            } else {
                member.health().succeeded(Duration.between(start, clock.instant()));
            }
            return replies;
        } catch (RpcFailure e) {
            if (e instanceof RpcFailure.Rejected && !tellsOfHealth(requests)) {
                member.health().succeeded(Duration.between(start, clock.instant()));
            } else {
                member.health().failed();
            }
            throw e;
        }
    }

    /** A healthy endpoint, too, refuses transactions for what they are, and logs of more blocks than it likes. */
    private static boolean tellsOfHealth(List<RpcRequest> requests) {
        return requests.stream()
                .allMatch(request -> request.repeatable() && !request.method().equals(EvmCalls.LOGS));
    }

    /**
     * Those whose circuit is closed. Where none is, each is tried once in a while: the longer and longer pauses are to
     * spare requests a sick endpoint while there is a well one, not to make an outage longer than it is.
     */
    private List<Member> candidates() {
        List<Member> closed = bestFirst(member -> member.health().admits());
        return closed.isEmpty() ? bestFirst(member -> member.health().admitsTrial()) : closed;
    }

    /** First the ones near the head, best score first. */
    private List<Member> bestFirst(Predicate<Member> which) {
        long best = bestHead();
        return members.stream()
                .filter(which)
                .sorted(Comparator.<Member, Boolean>comparing(member -> lags(member, best))
                        .thenComparing(member -> -member.health().score(best)))
                .toList();
    }

    private boolean lags(Member member, long best) {
        long head = member.health().head();
        return head != 0 && best - head > policy.maxLag();
    }

    private long bestHead() {
        return members.stream()
                .mapToLong(member -> member.health().head())
                .max()
                .orElse(0);
    }

    private void probeNowAndThen() {
        long last = probedAt.get();
        long now = clock.millis();
        boolean due = members.size() > 1 && now - last >= PROBE_EVERY.toMillis();
        if (due && probedAt.compareAndSet(last, now)) {
            Thread.ofVirtual().name("probe-endpoints").start(this::probe);
        }
    }

    /** Asks every endpoint whose circuit admits it for its head. Happens by itself every few seconds of use. */
    public void probe() {
        for (Member member : members) {
            if (member.health().admits()) {
                try {
                    RpcReply reply = ask(member, List.of(EvmCalls.blockNumber().request()))
                            .getFirst();
                    member.health().sawHead(EvmCalls.blockNumber().decode(reply));
                } catch (RpcFailure e) {
                    LOG.warn("event=rpc_probe_failed endpoint={} reason=\"{}\"", member.name(), e.getMessage());
                }
            }
        }
    }

    public List<EndpointStatus> status() {
        long best = bestHead();
        return members.stream()
                .map(member -> member.health().status(member.name(), best))
                .toList();
    }
}
