package dev.ovation.runtime.security;

import dev.ovation.runtime.http.Call;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Finds out from where a request comes. {@code X-Forwarded-For} is believed only as far as trusted proxies wrote it:
 * read from its end, the first address that is no trusted proxy is the client.
 */
public final class ClientAddress {

    private final List<AddressRange> trusted;

    public ClientAddress(List<AddressRange> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** The key under which the client is limited: an IPv4 address, or the /64 that an IPv6 client owns. */
    String of(Call call) {
        Optional<InetAddress> peer = parsed(call.peer());
        if (peer.isEmpty() || !isTrusted(peer.get())) {
            return peer.map(ClientAddress::key).orElse("unknown");
        }
        List<String> hops = call.headers("X-Forwarded-For").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .toList()
                .reversed();
        InetAddress nearest = peer.get();
        for (String hop : hops) {
            Optional<InetAddress> address = parsed(hop);
            if (address.isEmpty()) {
                break;
            }
            nearest = address.get();
            if (!isTrusted(nearest)) {
                break;
            }
        }
        return key(nearest);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<InetAddress> parsed(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String key(InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), 8);
            return HexFormat.of().formatHex(network) + "/64";
        }
        return address.getHostAddress();
    }
}
