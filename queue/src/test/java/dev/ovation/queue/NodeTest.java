package dev.ovation.queue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A test class with a Node process on the other side of its Redis. */
abstract class NodeTest extends RedisTest {

    NodePeer node;

    @BeforeAll
    void startNode() {
        node = new NodePeer(redis);
    }

    @AfterAll
    void stopNode() {
        node.close();
    }

    @AfterEach
    void closeWhatNodeOpened() {
        node.run("await closeAll()");
    }

    /** Runs JavaScript in which Q stands for the test's queue. */
    tools.jackson.databind.JsonNode js(String code) {
        return node.run(code.replace("Q$", "'" + name + "'"));
    }
}
