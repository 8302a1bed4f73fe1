package dev.ovation.runtime.http;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the endpoint of a path. A literal segment goes before a variable one, so that {@code /intents/held} is never an
 * id. Immutable, safe to share between threads.
 */
public final class RouteTable {

    private final Node root = new Node();
    private final List<Endpoint> endpoints;

    /**
     * @throws IllegalArgumentException if two endpoints have the same method and path
     */
    public RouteTable(Collection<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
        this.endpoints.forEach(this::add);
    }

    /** A path that exists, with whatever methods it has, and the values of its variable segments. */
    record Match(Map<Verb, Endpoint> verbs, Map<String, String> variables) {}

    public List<Endpoint> endpoints() {
        return endpoints;
    }

    Optional<Match> find(List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        return find(root, segments, 0, variables).map(node -> new Match(node.verbs, Map.copyOf(variables)));
    }

    private static Optional<Node> find(Node node, List<String> segments, int at, Map<String, String> variables) {
        if (at == segments.size()) {
            return node.verbs.isEmpty() ? Optional.empty() : Optional.of(node);
        }
        String segment = segments.get(at);
        Node literal = node.literals.get(segment);
        if (literal != null) {
            Optional<Node> found = find(literal, segments, at + 1, variables);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Map.Entry<String, Node> variable : node.variables.entrySet()) {
            Optional<Node> found =
                    segment.isEmpty() ? Optional.empty() : find(variable.getValue(), segments, at + 1, variables);
            if (found.isPresent()) {
                variables.put(variable.getKey(), segment);
                return found;
            }
        }
        return Optional.empty();
    }

    private void add(Endpoint endpoint) {
        Node node = root;
        for (String segment : endpoint.route().segments()) {
            boolean variable = segment.startsWith("{");
            node = variable
                    ? node.variables.computeIfAbsent(segment.substring(1, segment.length() - 1), _ -> new Node())
                    : node.literals.computeIfAbsent(segment, _ -> new Node());
        }
        if (node.verbs.putIfAbsent(endpoint.route().verb(), endpoint) != null) {
            throw new IllegalArgumentException("two endpoints for " + endpoint.route());
        }
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Node> variables = new HashMap<>();
        private final Map<Verb, Endpoint> verbs = new EnumMap<>(Verb.class);
    }
}
