package dev.ovation.queue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Everything that Redis holds of a queue, with times, tokens, stack traces and the name itself made alike. */
final class QueueContents {

    private QueueContents() {}

    static Map<String, Object> of(NodePeer node, String queue) {
        JsonNode dump = node.run("""
                const Redis = require('ioredis'); const r = new Redis(connection); const all = {};
                for (const key of await r.keys('BASE*')) {
                  const type = await r.type(key);
                  all[key.slice('BASE'.length)] = type === 'hash' ? await r.hgetall(key)
                    : type === 'zset' ? await r.zrange(key, 0, -1)
                    : type === 'set' ? (await r.smembers(key)).sort()
                    : type === 'list' ? await r.lrange(key, 0, -1)
                    : type === 'stream' ? (await r.xrange(key, '-', '+')).map(([, fields]) => fields)
                    : await r.get(key);
                }
                r.disconnect(); return all;
                """.replace("BASE", "bull:" + queue + ":"));
        Map<String, Object> contents = new TreeMap<>();
        dump.properties().forEach(entry -> contents.put(alike(entry.getKey()), alike(entry.getValue())));
        return contents;
    }

    /** Options are compared as JSON, whose members have no order. */
    private static Object alike(JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            value.properties().forEach(field -> fields.put(field.getKey(), alike(field.getKey(), field.getValue())));
            return fields;
        }
        if (value.isArray()) {
            return List.copyOf(value.valueStream().map(QueueContents::alike).toList());
        }
        // Delays are counted from slightly different moments.
        return alike(value.isNumber() && value.doubleValue() > 10_000_000 ? "<time>" : value.asString());
    }

    private static Object alike(String field, JsonNode value) {
        return switch (field) {
            case "opts", "data" -> alike(Json.MAPPER.readTree(value.asString()));
            case "stacktrace" -> Json.MAPPER.readTree(value.asString()).size() + " traces";
            default -> alike(value);
        };
    }

    private static String alike(String text) {
        return text.replaceAll("\\d{8,13}", "<time>");
    }
}
