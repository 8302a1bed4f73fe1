package dev.ovation.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script of this package, sent by its hash once the server knows it. */
final class Script {

    private final String source;
    private final String hash;

    private Script(String source) {
        this.source = source;
        this.hash = sha1(source);
    }

    /** The files of these names, one after the other: libraries first. */
    static Script of(String... files) {
        StringBuilder source = new StringBuilder();
        for (String file : files) {
            source.append(read(file + ".lua")).append('\n');
        }
        return new Script(source.toString());
    }

    Object run(UnifiedJedis redis, List<String> keys, List<String> arguments) {
        try {
            return redis.evalsha(hash, keys, arguments);
        } catch (JedisNoScriptException e) {
            return redis.eval(source, keys, arguments);
        }
    }

    /** In one round trip together with what others do at this moment. */
    Object run(Redis redis, List<String> keys, List<String> arguments) {
        try {
            return redis.together(pipeline -> pipeline.evalsha(hash, keys, arguments));
        } catch (JedisNoScriptException e) {
            return redis.call(client -> client.eval(source, keys, arguments));
        }
    }

    /** To be called once before the first {@link #queue} of a pipeline: a pipeline can't react to a missing script. */
    void load(AbstractPipeline pipeline) {
        pipeline.scriptLoad(source, "");
    }

    Response<Object> queue(AbstractPipeline pipeline, List<String> keys, List<String> arguments) {
        return pipeline.evalsha(hash, keys, arguments);
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no script " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
