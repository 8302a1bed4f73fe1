package dev.ovation.acceptance.crash;

import dev.ovation.acceptance.crash.Failpoint.Moment;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcReply;
import dev.ovation.chain.rpc.RpcRequest;
import dev.ovation.runtime.wiring.Surround;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/** Tells of every call of a server's ports, before it and after its effect. */
final class MortalPorts implements Surround {

    private final Consumer<Failpoint> passing;

    /**
     * @param passing is called on the thread that makes the call, and may never return
     */
    MortalPorts(Consumer<Failpoint> passing) {
        this.passing = passing;
    }

    @Override
    public <P> P around(Class<P> port, P part) {
        if (port == RpcClient.class) {
            return port.cast(new MortalRpc((RpcClient) part));
        }
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (_, method, arguments) -> call(port.getSimpleName(), part, method, arguments)));
    }

    private Object call(String port, Object part, Method method, Object[] arguments) throws Throwable {
        passing.accept(new Failpoint(port, method.getName(), Moment.BEFORE));
        Object answer;
        try {
            answer = method.invoke(part, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        passing.accept(new Failpoint(port, method.getName(), Moment.AFTER));
        return answer;
    }

    /** All of a client's calls end in {@code send}; a proxy would not see those that it makes itself. */
    private final class MortalRpc implements RpcClient {

        private final RpcClient part;

        MortalRpc(RpcClient part) {
            this.part = part;
        }

        @Override
        public List<RpcReply> send(List<RpcRequest> requests) {
            List<String> methods =
                    requests.stream().map(RpcRequest::method).distinct().toList();
            methods.forEach(method -> passing.accept(new Failpoint(Failpoint.RPC, method, Moment.BEFORE)));
            List<RpcReply> replies = part.send(requests);
            methods.forEach(method -> passing.accept(new Failpoint(Failpoint.RPC, method, Moment.AFTER)));
            return replies;
        }
    }
}
